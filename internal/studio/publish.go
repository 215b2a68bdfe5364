package studio

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/understand"
)

// Check is what the compiler and the flow tests say of the drafts.
type Check struct {
	Problems []dialogue.Problem
	Tests    int
	Failed   int
	Failures []flowtest.Failure
	Steps    int // of all flows
	Ran      int // of those, by tests
}

// OK says whether it may be published.
func (c Check) OK() bool { return len(c.Problems) == 0 }

// Check compiles the files with all drafts. With tests, the flow tests are
// played, too, but for those that name a back end that is not to be had.
func (s *Studio) Check(ctx context.Context, ws conversation.WorkspaceID, tests bool) (Check, error) {
	l, err := s.layers(ctx, ws)
	if err != nil {
		return Check{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	pb, problems, err := s.compile(ws, l.draft)
	if err != nil || len(problems) > 0 || !tests {
		return Check{Problems: problems}, err
	}
	return s.test(pb, l.draft)
}

// compile gives the playbook or the mistakes in it.
func (s *Studio) compile(ws conversation.WorkspaceID, files map[string]map[string]string) (*dialogue.Playbook, []dialogue.Problem, error) {
	pb, err := dialogue.Compile(string(ws), s.sources(files)...)
	var problems dialogue.Problems
	if errors.As(err, &problems) {
		return nil, problems, nil
	}
	return pb, nil, err
}

func (s *Studio) test(pb *dialogue.Playbook, files map[string]map[string]string) (Check, error) {
	rec, err := understand.New(pb)
	if err != nil {
		return Check{}, err
	}
	var out Check
	var tests []flowtest.Test
	for _, src := range s.Packs[min(1, len(s.Packs)-1):] { // the base's tests are for the base alone
		more, err := flowtest.LoadFiles(src.Name, files[src.Name])
		var bad flowtest.Failures
		if errors.As(err, &bad) {
			out.Failures = append(out.Failures, bad...)
			out.Failed += len(bad)
			continue
		}
		if err != nil {
			return Check{}, err
		}
		tests = append(tests, more...)
	}
	tests = slices.DeleteFunc(tests, func(t flowtest.Test) bool {
		return t.Backend() != "" && s.Backends[t.Backend()] == nil // not to be had here
	})
	r := flowtest.Run(pb, rec, tests, s.Backends)
	out.Tests, out.Failed, out.Failures = r.Tests, out.Failed+r.Failed, append(out.Failures, r.Failures...)
	out.Steps, out.Ran = r.Coverage.Count()
	return out, nil
}

// Publish makes the drafts the flows in force: for new conversations, and for
// those that go on once the flow in progress is done. after is the version that
// the person saw; ErrConflict when there is a newer one. Mistakes come back as
// dialogue.Problems, and nothing changes.
func (s *Studio) Publish(ctx context.Context, by Person, after int, note string) (store.StudioVersion, error) {
	l, err := s.layers(ctx, by.Workspace)
	if err != nil {
		return store.StudioVersion{}, err
	}
	if len(l.drafts) == 0 {
		return store.StudioVersion{}, ErrNothing
	}
	if l.number != after {
		return store.StudioVersion{}, ErrConflict
	}
	return s.publish(ctx, by, l, l.draft, l.drafts, note)
}

// RollBack publishes an earlier version again; 0 is the packs as installed.
// Drafts stay drafts.
func (s *Studio) RollBack(ctx context.Context, by Person, to, after int, note string) (store.StudioVersion, error) {
	l, err := s.layers(ctx, by.Workspace)
	if err != nil {
		return store.StudioVersion{}, err
	}
	if l.number != after {
		return store.StudioVersion{}, ErrConflict
	}
	var old map[string]map[string]string
	if to > 0 {
		v, err := s.Store.StudioVersion(ctx, by.Workspace, to)
		if err != nil {
			return store.StudioVersion{}, err
		}
		old = v.Files
	}
	return s.publish(ctx, by, l, lay(l.installed, old), nil, note)
}

func (s *Studio) publish(ctx context.Context, by Person, l *layers, files map[string]map[string]string, drafts []store.Draft, note string) (store.StudioVersion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sources := s.sources(files)
	pb, problems, err := s.compile(by.Workspace, files)
	if err != nil {
		return store.StudioVersion{}, err
	}
	if len(problems) > 0 {
		return store.StudioVersion{}, dialogue.Problems(problems)
	}
	v := store.StudioVersion{
		Workspace: by.Workspace, Number: l.number + 1, Version: pb.Version, Files: differ(l.installed, files),
		Note: strings.TrimSpace(note), By: by.ID, ByName: by.Name, At: s.now(),
	}
	err = s.Store.PublishStudio(ctx, v, drafts)
	if errors.Is(err, store.ErrExists) {
		return v, ErrConflict
	}
	if err != nil {
		return v, err
	}
	if _, err := s.Playbooks.Publish(ctx, by.Workspace, string(by.Workspace), s.now(), sources...); err != nil {
		return v, fmt.Errorf("publish studio version %d: %w", v.Number, err)
	}
	s.served[by.Workspace] = v.Number
	if s.News != nil {
		s.News.Published(ctx, by.Workspace)
	}
	return v, nil
}

// differ keeps the files that are not as installed; one that is gone is empty.
func differ(installed, files map[string]map[string]string) map[string]map[string]string {
	out := map[string]map[string]string{}
	put := func(pack, path, text string) {
		if out[pack] == nil {
			out[pack] = map[string]string{}
		}
		out[pack][path] = text
	}
	for pack := range files {
		for path, text := range files[pack] {
			if text != installed[pack][path] {
				put(pack, path, text)
			}
		}
		for path := range installed[pack] {
			if _, there := files[pack][path]; !there {
				put(pack, path, "")
			}
		}
	}
	return out
}
