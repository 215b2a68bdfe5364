package httpapi

import (
	"context"
	"net/http"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
)

// editionRoutes are for an article in one language.
func (s *Server) editionRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	const edition = "/articles/{id}/editions/{lang}"
	operate(s, op("writeEdition", "PUT", edition, "Keep words of a draft; readers go on seeing what is published", 200, 404, 409), inside, s.writeEdition)
	operate(s, op("askReview", "POST", edition+"/ask", "Ask somebody else to read a draft", 200, 404, 409), inside, s.askReview)
	operate(s, op("approveEdition", "POST", edition+"/approve", "Say that a draft is good as it is; its author cannot", 200, 404, 409), inside, s.approveEdition)
	operate(s, op("sendEditionBack", "POST", edition+"/send-back", "Say that a draft is not good yet", 200, 404, 409), inside, s.sendEditionBack)
	operate(s, op("publishEdition", "POST", edition+"/publish", "Show readers a draft", 201, 404, 409), inside, s.publishEdition)
	operate(s, op("rollBackEdition", "POST", edition+"/roll-back", "Show readers the words of an older version again, as a new one; a draft that waits is kept", 201, 404, 409), inside, s.rollBackEdition)
	operate(s, op("withdrawEdition", "POST", edition+"/withdraw", "Take an edition away from readers; its words wait as a draft", 200, 404, 409), inside, s.withdrawEdition)
	operate(s, op("articleVersions", "GET", edition+"/versions", "What was published, the newest first", 200, 404), inside, s.articleVersions)
	operate(s, op("articleVersion", "GET", edition+"/versions/{number}", "What was published once", 200, 404), inside, s.articleVersion)
	operate(s, op("articleDiff", "GET", edition+"/diff", "What changed between two versions, or a version and the draft, by words", 200, 404), inside, s.articleDiff)
}

// EditionPath names an article in a language.
type EditionPath struct {
	ArticlePath
	Lang string `path:"lang" maxLength:"35" example:"uk"`
}

// EditionWords are the words of a draft.
type EditionWords struct {
	Title string `json:"title" minLength:"1" maxLength:"200"`
	Body  string `json:"body" maxLength:"204800" doc:"Markdown; a file of the article is named as attachment:ID."`
	Slug  string `json:"slug,omitempty" maxLength:"100" doc:"In the address of its page: small Latin letters, digits and hyphens. Made of the title unless said."`
}

type writeEditionInput struct {
	EditionPath
	Body WriteEditionRequest
}

// WriteEditionRequest keeps words of a draft.
type WriteEditionRequest struct {
	EditionWords
	Rev        int `json:"rev" minimum:"0" doc:"The one that was read; 0 begins the edition of another language. When the draft has moved on, the answer is 409 draft_changed with the newer draft."`
	Translates int `json:"translates,omitempty" minimum:"0" doc:"The source's version that these words translate; what was said before unless said."`
}

type editionOutput struct{ Body EditionView }

func editionAnswer(by agent, e knowledge.Edition, err error) (*editionOutput, error) {
	if err != nil {
		return nil, articleError(err)
	}
	return &editionOutput{editionView(&e, by.User.ID)}, nil
}

func (s *Server) writeEdition(ctx context.Context, in *writeEditionInput) (*editionOutput, error) {
	by, b := agentOf(ctx), in.Body
	e, err := s.cfg.Library.Write(ctx, by.workspace(), author(by), in.ID, in.Lang,
		library.Draft{Rev: b.Rev, Title: b.Title, Body: b.Body, Slug: b.Slug, Translates: b.Translates})
	return editionAnswer(by, e, err)
}

type reviewInput struct {
	EditionPath
	Body ReviewRequest
}

// ReviewRequest says something of a draft.
type ReviewRequest struct {
	Rev    int    `json:"rev" minimum:"1" doc:"The draft that was read."`
	Remark string `json:"remark,omitempty" maxLength:"2000"`
}

// reviewing is one of the library's ways of saying something of a draft.
type reviewing func(context.Context, conversation.WorkspaceID, knowledge.Person, knowledge.ArticleID, string, int, string) (knowledge.Edition, error)

func review(ctx context.Context, in *reviewInput, do reviewing) (*editionOutput, error) {
	by := agentOf(ctx)
	e, err := do(ctx, by.workspace(), author(by), in.ID, in.Lang, in.Body.Rev, in.Body.Remark)
	return editionAnswer(by, e, err)
}

func (s *Server) askReview(ctx context.Context, in *reviewInput) (*editionOutput, error) {
	return review(ctx, in, s.cfg.Library.Ask)
}

func (s *Server) approveEdition(ctx context.Context, in *reviewInput) (*editionOutput, error) {
	return review(ctx, in, s.cfg.Library.Approve)
}

func (s *Server) sendEditionBack(ctx context.Context, in *reviewInput) (*editionOutput, error) {
	return review(ctx, in, s.cfg.Library.SendBack)
}

type publishEditionInput struct {
	EditionPath
	Body struct {
		Rev  int    `json:"rev" minimum:"1" doc:"The draft that was read."`
		Note string `json:"note,omitempty" maxLength:"2000" doc:"Why, for colleagues."`
	}
}

type articleVersionOutput struct{ Body ArticleVersionView }

func versionAnswer(v knowledge.Version, err error) (*articleVersionOutput, error) {
	if err != nil {
		return nil, articleError(err)
	}
	return &articleVersionOutput{articleVersionView(&v)}, nil
}

func (s *Server) publishEdition(ctx context.Context, in *publishEditionInput) (*articleVersionOutput, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	return versionAnswer(s.cfg.Library.Publish(ctx, by.workspace(), author(by), in.ID, in.Lang, in.Body.Rev, in.Body.Note))
}

type rollBackInput struct {
	EditionPath
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Note    string `json:"note,omitempty" maxLength:"2000" doc:"Why, for colleagues."`
	}
}

func (s *Server) rollBackEdition(ctx context.Context, in *rollBackInput) (*articleVersionOutput, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	return versionAnswer(s.cfg.Library.RollBack(ctx, by.workspace(), author(by), in.ID, in.Lang, in.Body.Version, in.Body.Note))
}

func (s *Server) withdrawEdition(ctx context.Context, in *EditionPath) (*editionOutput, error) {
	by, err := publisher(ctx)
	if err != nil {
		return nil, err
	}
	e, err := s.cfg.Library.Withdraw(ctx, by.workspace(), author(by), in.ID, in.Lang)
	return editionAnswer(by, e, err)
}

type articleVersionsOutput struct {
	Body struct {
		Versions []ArticleVersionRow `json:"versions"`
	}
}

func (s *Server) articleVersions(ctx context.Context, in *EditionPath) (*articleVersionsOutput, error) {
	list, err := s.cfg.Library.Versions(ctx, agentOf(ctx).workspace(), in.ID, in.Lang)
	if err != nil {
		return nil, err
	}
	out := &articleVersionsOutput{}
	out.Body.Versions = []ArticleVersionRow{}
	for i := range list {
		out.Body.Versions = append(out.Body.Versions, articleVersionView(&list[i]).ArticleVersionRow)
	}
	return out, nil
}

type articleVersionInput struct {
	EditionPath
	Number int `path:"number" minimum:"1"`
}

func (s *Server) articleVersion(ctx context.Context, in *articleVersionInput) (*articleVersionOutput, error) {
	return versionAnswer(s.cfg.Library.Version(ctx, agentOf(ctx).workspace(), in.ID, in.Lang, in.Number))
}

type articleDiffInput struct {
	EditionPath
	From int `query:"from" minimum:"0" doc:"A version, or 0 for the draft."`
	To   int `query:"to" minimum:"0" doc:"A version, or 0 for the draft."`
}

type articleDiffOutput struct {
	Body struct {
		Title []DiffPart `json:"title"`
		Body  []DiffPart `json:"body"`
	}
}

// DiffPart is a piece of text that is in both versions, or in one of them.
type DiffPart struct {
	Op   knowledge.PartOp `json:"op" enum:"same,added,removed"`
	Text string           `json:"text"`
}

func (s *Server) articleDiff(ctx context.Context, in *articleDiffInput) (*articleDiffOutput, error) {
	title, body, err := s.cfg.Library.Diff(ctx, agentOf(ctx).workspace(), in.ID, in.Lang, in.From, in.To)
	if err != nil {
		return nil, err
	}
	out := &articleDiffOutput{}
	out.Body.Title, out.Body.Body = diffParts(title), diffParts(body)
	return out, nil
}

func diffParts(parts []knowledge.Part) []DiffPart {
	out := []DiffPart{}
	for _, p := range parts {
		out = append(out, DiffPart(p))
	}
	return out
}

type previewInput struct {
	Body struct {
		Body string `json:"body" maxLength:"204800" doc:"Markdown."`
	}
}

type previewOutput struct {
	Body struct {
		HTML string `json:"html" doc:"Safe to put into a page."`
	}
}

func (s *Server) previewArticle(_ context.Context, in *previewInput) (*previewOutput, error) {
	if len(in.Body.Body) > knowledge.MaxBody {
		return nil, articleError(&knowledge.InvalidError{Field: "body", Reason: "too_long"})
	}
	out := &previewOutput{}
	out.Body.HTML = knowledge.HTMLWithFiles(in.Body.Body, deskFiles)
	return out, nil
}
