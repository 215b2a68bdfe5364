package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// screen is where the chat is shown and typed: a terminal, where what comes in
// does not disturb what is being typed, or plain lines.
type screen struct {
	interactive bool // somebody sits at the keyboard
	style       style

	fd     int
	before *term.State
	line   *term.Terminal // nil for plain lines
}

func openScreen() (*screen, error) {
	in, out := int(os.Stdin.Fd()), int(os.Stdout.Fd())
	s := &screen{interactive: term.IsTerminal(in), fd: in}
	// Without escape codes a line cannot be edited around what comes in.
	if !s.interactive || !term.IsTerminal(out) || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return s, nil
	}
	before, err := term.MakeRaw(in)
	if err != nil {
		return nil, fmt.Errorf("prepare the terminal: %w", err)
	}
	s.before, s.style = before, style{on: true}
	s.line = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{os.Stdin, os.Stdout}, "> ")
	return s, nil
}

// print shows whole lines.
func (s *screen) print(text string) {
	if s.line == nil {
		fmt.Println(text)
		return
	}
	if w, h, err := term.GetSize(s.fd); err == nil && w > 0 {
		_ = s.line.SetSize(w, h) // the window may have changed
		text = wrap(text, w-1)
	}
	fmt.Fprintln(s.line, text)
}

// lines gives what is typed, line by line; it is closed at the end of the input
// and at Ctrl+C.
func (s *screen) lines() <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		if s.line != nil {
			for {
				l, err := s.line.ReadLine()
				if err != nil && err != term.ErrPasteIndicator {
					return
				}
				out <- l
			}
		}
		in := bufio.NewScanner(os.Stdin)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			out <- in.Text()
		}
	}()
	return out
}

func (s *screen) close() {
	if s.before != nil {
		_ = term.Restore(s.fd, s.before)
		fmt.Println()
	}
}

var escape = regexp.MustCompile("\x1b\\[[0-9]*m")

// wrap breaks lines between words so that they fit a width.
func wrap(text string, width int) string {
	var out strings.Builder
	for n, line := range strings.Split(text, "\n") {
		if n > 0 {
			out.WriteByte('\n')
		}
		at := 0
		for i, word := range strings.SplitAfter(line, " ") {
			long := utf8.RuneCountInString(strings.TrimRight(escape.ReplaceAllString(word, ""), " "))
			if i > 0 && at+long > width {
				out.WriteByte('\n')
				at = 0
			}
			out.WriteString(word)
			at += utf8.RuneCountInString(escape.ReplaceAllString(word, ""))
		}
	}
	return out.String()
}

// style marks words on a terminal that can show it.
type style struct{ on bool }

func (s style) bold(t string) string { return s.mark("1", t) }
func (s style) dim(t string) string  { return s.mark("2", t) }

func (s style) mark(code, t string) string {
	if !s.on {
		return t
	}
	return "\x1b[" + code + "m" + t + "\x1b[0m"
}
