package fetch

import (
	"strconv"
	"strings"
	"time"
)

// Robots is what a site's robots.txt asks of programs like this one (RFC 9309).
type Robots struct {
	rules    []rule
	Delay    time.Duration // between requests; at most maxDelay
	Sitemaps []string
}

type rule struct {
	allow bool
	path  string
}

const (
	maxDelay = 10 * time.Second
	maxRules = 2000
)

// ParseRobots reads a robots.txt; what it does not understand it passes over.
func ParseRobots(text string) Robots {
	var out Robots
	var forAll, forUs []rule
	var delayAll, delayUs time.Duration
	ours, all, mine, begun := false, false, false, false
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "user-agent":
			if begun { // the rules of another group
				ours, all, begun = false, false, false
			}
			agent := strings.ToLower(value)
			if agent == "*" {
				all = true
			} else if agent != "" && strings.HasPrefix(strings.ToLower(Agent), agent) {
				ours, mine = true, true
			}
		case "allow", "disallow":
			begun = true
			if value == "" || len(forAll)+len(forUs) > maxRules {
				continue
			}
			r := rule{strings.EqualFold(strings.TrimSpace(name), "allow"), value}
			if ours {
				forUs = append(forUs, r)
			}
			if all {
				forAll = append(forAll, r)
			}
		case "crawl-delay":
			begun = true
			if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
				d := time.Duration(min(s, maxDelay.Seconds()) * float64(time.Second))
				if ours {
					delayUs = d
				}
				if all {
					delayAll = d
				}
			}
		case "sitemap":
			if len(out.Sitemaps) < 50 {
				out.Sitemaps = append(out.Sitemaps, value)
			}
		}
	}
	out.rules, out.Delay = forAll, delayAll
	if mine {
		out.rules, out.Delay = forUs, delayUs
	}
	return out
}

// Allows says whether a path, with its query, may be fetched: the longest rule
// that matches decides, and of two as long the one that allows.
func (r Robots) Allows(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	best, allow := -1, true
	for _, x := range r.rules {
		if matches(x.path, path) && (len(x.path) > best || len(x.path) == best && x.allow) {
			best, allow = len(x.path), x.allow
		}
	}
	return allow
}

// matches compares a path with a pattern: * is anything, $ at the end is the end.
func matches(pattern, path string) bool {
	pattern, end := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, p := range parts[1:] {
		if end && i == len(parts)-2 {
			return strings.HasSuffix(rest, p)
		}
		at := strings.Index(rest, p)
		if at < 0 {
			return false
		}
		rest = rest[at+len(p):]
	}
	return !end || rest == ""
}
