package llm

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// maxLine bounds one line of a stream of events.
const maxLine = 256 << 10

var errLine = errors.New("a line of the stream is too long")

// eachEvent reads a stream of server-sent events and hands over the data of
// each, until do says that it has enough or the stream ends.
func eachEvent(r io.Reader, do func(data string) (enough bool, err error)) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	var data []string
	flush := func() (bool, error) {
		if len(data) == 0 {
			return false, nil
		}
		joined := strings.Join(data, "\n")
		data = data[:0]
		return do(joined)
	}
	for lines.Scan() {
		line := lines.Text()
		if line == "" {
			if enough, err := flush(); enough || err != nil {
				return err
			}
			continue
		}
		if rest, ok := strings.CutPrefix(line, "data:"); ok {
			data = append(data, strings.TrimPrefix(rest, " "))
		}
	}
	if err := lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = errLine
		}
		return err
	}
	_, err := flush()
	return err
}
