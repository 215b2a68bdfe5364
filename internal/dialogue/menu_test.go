package dialogue

import (
	"slices"
	"strings"
	"testing"
)

func TestPacksTakeTurnsInAMenu(t *testing.T) {
	p := &Playbook{Layers: []string{"base", "shop", "phone"}, Flows: map[string]*Flow{}}
	for _, name := range strings.Fields("s1 s2 s3 s4 p1 p2 p3 p4 p5") {
		pack := map[byte]string{'s': "shop", 'p': "phone"}[name[0]]
		p.Flows[name] = &Flow{Name: name, Pack: pack}
		p.Menu = append(p.Menu, name)
	}
	for _, at := range []struct {
		n    int
		want string
	}{{6, "s1 s2 s3 p1 p2 p3"}, {5, "s1 s2 s3 p1 p2"}, {1, "s1"}, {20, "s1 s2 s3 s4 p1 p2 p3 p4 p5"}} {
		if got := strings.Join(p.topics(at.n), " "); got != at.want {
			t.Errorf("%d: %s, want %s", at.n, got, at.want)
		}
	}
	p.Menu = slices.DeleteFunc(p.Menu, func(name string) bool { return name[0] == 'p' && name != "p1" })
	if got := strings.Join(p.topics(6), " "); got != "s1 s2 s3 s4 p1" {
		t.Errorf("a pack with one topic: %s", got)
	}
	p.Menu = nil
	if got := p.topics(6); len(got) != 0 {
		t.Errorf("no menu: %v", got)
	}
}
