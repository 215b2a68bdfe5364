package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rozmova/rozmova/internal/knowledge/importing"
)

type exportCmd struct {
	Knowledge exportKnowledgeCmd `cmd:"" help:"All articles: drafts and versions in all languages, collections, files, feedback."`
}

type exportKnowledgeCmd struct {
	database
	Workspace string `default:"main" env:"ROZMOVA_WORKSPACE" help:"The workspace."`
	File      string `arg:"" help:"The archive to write, such as knowledge.zip. It must not be there yet."`
}

func (c *exportKnowledgeCmd) Help() string {
	return "A folder an article: Markdown with front matter, and JSON beside it. `rozmova import knowledge` takes it back as it was."
}

func (c *exportKnowledgeCmd) Run(g *globals) (err error) {
	db, ws, err := openWorkspace(g, c.database, c.Workspace)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := os.Lstat(c.File); err == nil {
		return fmt.Errorf("%s is there already", c.File)
	}
	// Under its name stands only what is whole.
	f, err := os.CreateTemp(filepath.Dir(c.File), ".export-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	n, err := importing.Export(g.ctx, articlesOf(g, db), ws, w)
	if err == nil {
		err = w.Flush()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), c.File); err != nil {
		return err
	}
	fmt.Printf("%d articles exported\n", n)
	return nil
}
