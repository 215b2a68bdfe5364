package studio

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// Start makes the packs the flows that this node serves, with what was
// published over them. Packs that were changed since may not go with it: then
// they are served as they are installed, and the operator is told.
func (s *Studio) Start(ctx context.Context, ws conversation.WorkspaceID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.layers(ctx, ws)
	if err != nil {
		return err
	}
	err = s.serve(ctx, ws, l.inForce)
	var mistakes dialogue.Problems
	if errors.As(err, &mistakes) && l.number > 0 {
		if err = s.serve(ctx, ws, l.installed); err == nil {
			s.Log.ErrorContext(ctx, "what was published in the flow studio does not go with the installed packs; they are served as installed: mend it there and publish again", "mistakes", mistakes.Error())
		}
	}
	if err != nil {
		return fmt.Errorf("playbook:\n%w", err)
	}
	s.served[ws] = l.number
	return nil
}

func (s *Studio) serve(ctx context.Context, ws conversation.WorkspaceID, files map[string]map[string]string) error {
	_, err := s.Playbooks.Publish(ctx, ws, string(ws), s.now(), s.sources(files)...)
	return err
}

// Look is how often Follow looks at the store without news: they may be lost,
// and who publishes may be a process that spreads none.
const Look = 30 * time.Second

// Follow keeps this node at the newest version of a workspace's flows, whoever
// published it, until ctx ends. What fails is tried again at the next look, and
// until then the node serves what it has.
func (s *Studio) Follow(ctx context.Context, ws conversation.WorkspaceID, look time.Duration) error {
	var news <-chan struct{}
	if s.News != nil {
		news = s.News.Flows(ws)
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := s.catchUp(ctx, ws); err != nil && ctx.Err() == nil {
			s.Log.WarnContext(ctx, "newer flows not loaded", "workspace", ws, "error", err)
		}
		select {
		case <-news:
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// catchUp serves the version in force where it is newer than what is served.
func (s *Studio) catchUp(ctx context.Context, ws conversation.WorkspaceID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	newest, err := s.Store.StudioNumber(ctx, ws)
	if err != nil || newest <= s.served[ws] {
		return err
	}
	l, err := s.layers(ctx, ws)
	if err != nil {
		return err
	}
	err = s.serve(ctx, ws, l.inForce)
	var mistakes dialogue.Problems
	if errors.As(err, &mistakes) {
		// Other packs are installed here than where it was published, as in the
		// middle of an update. It will not get better by itself.
		s.Log.ErrorContext(ctx, "flows published on another node do not go with the packs that are installed here; the ones before are served on", "version", l.number, "mistakes", mistakes.Error())
		err = nil
	}
	if err != nil {
		return fmt.Errorf("serve studio version %d: %w", l.number, err)
	}
	s.served[ws] = l.number
	s.Log.InfoContext(ctx, "newer flows loaded", "workspace", ws, "version", l.number)
	return nil
}
