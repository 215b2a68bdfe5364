package ledger

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// maxLine bounds a line of a journal; a call's body is far smaller.
const maxLine = 1 << 20

// journal is an append-only file of lines. Lines take their place in memory
// first (append) and are on the disk only after sync has returned; several
// callers waiting in sync share one fsync. After a failed write it refuses
// everything: what it holds in memory is then ahead of the disk, and only a
// restart tells them apart.
type journal struct {
	file storage

	syncing sync.Mutex // held by the one who writes and fsyncs

	mu      sync.Mutex // guards the rest
	pending []byte     // appended, not yet written
	end     int64      // offset after the last appended line
	durable int64      // offset after the last line on the disk
	broken  error
}

// storage is what a journal needs of its file.
type storage interface {
	io.Writer
	io.ReaderAt
	io.Closer
	Sync() error
}

// locked is a file that others are kept off until it is closed.
type locked struct{ *os.File }

func (f locked) Close() error { return errors.Join(unlock(f.File), f.File.Close()) }

// openJournal opens or creates a journal, hands each of its lines to read
// with its bounds, and cuts off a last line that a crash left unfinished: it
// was never answered for.
func openJournal(path string, read func(start, end int64, line []byte) error) (*journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	end, err := load(f, read)
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("load %s: %w", filepath.Base(path), err), f.Close())
	}
	return &journal{file: locked{f}, end: end, durable: end}, nil
}

// errCutHere, returned by a reader of lines, has the journal drop this line
// and all after it.
var errCutHere = errors.New("cut here")

func load(f *os.File, read func(start, end int64, line []byte) error) (int64, error) {
	if err := lock(f); err != nil {
		return 0, fmt.Errorf("another back end is using it: %w", err)
	}
	var start int64
	lines := bufio.NewReaderSize(f, maxLine)
	for n := 1; ; n++ {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return start, nil
		}
		end := start + int64(len(line))
		if err == nil {
			err = read(start, end, bytes.TrimSuffix(line, []byte("\n")))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, errCutHere) {
			if err := errors.Join(f.Truncate(start), f.Sync()); err != nil {
				return 0, fmt.Errorf("cut off unfinished lines: %w", err)
			}
			return start, nil
		}
		if err != nil {
			return 0, fmt.Errorf("line %d: %w", n, err)
		}
		start = end
	}
}

// syncDir makes the file's name durable, which fsync of the file does not.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open directory: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync directory: %w", err)
	}
	return nil
}

// append gives the line its place and says where it starts and ends. Nobody
// may be told of it before sync(end) has returned.
func (j *journal) append(line []byte) (start, end int64, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken != nil {
		return 0, 0, j.broken
	}
	start = j.end
	j.pending = append(append(j.pending, line...), '\n')
	j.end += int64(len(line)) + 1
	return start, j.end, nil
}

// sync returns when everything before the offset is on the disk.
func (j *journal) sync(upTo int64) error {
	if done, err := j.reached(upTo); done {
		return err
	}
	j.syncing.Lock()
	defer j.syncing.Unlock()
	// Whoever held the lock before has perhaps done it for this caller too.
	if done, err := j.reached(upTo); done {
		return err
	}
	j.mu.Lock()
	batch := j.pending
	j.pending = nil
	j.mu.Unlock()

	_, err := j.file.Write(batch)
	if err == nil {
		err = j.file.Sync()
	}

	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil {
		j.broken = fmt.Errorf("write journal: %w", err)
		return j.broken
	}
	j.durable += int64(len(batch))
	return nil
}

func (j *journal) reached(upTo int64) (bool, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.durable >= upTo || j.broken != nil, j.broken
}

// fault says why the journal takes no more lines, if it does not.
func (j *journal) fault() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.broken
}

// position is the offset after the last appended line.
func (j *journal) position() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.end
}

// lineAt reads back a line by its bounds.
func (j *journal) lineAt(start, end int64) ([]byte, error) {
	line := make([]byte, end-start-1)
	if _, err := j.file.ReadAt(line, start); err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	return line, nil
}

// read gives everything before the offset, which must be durable.
func (j *journal) read(end int64) io.Reader { return io.NewSectionReader(j.file, 0, end) }

func (j *journal) close() error {
	err := j.sync(j.position())
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken == nil {
		j.broken = os.ErrClosed
	}
	return errors.Join(err, j.file.Close())
}
