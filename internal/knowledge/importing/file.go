package importing

import (
	"bytes"
	"context"

	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
)

// File imports one file: an export of ours is put back as it was, anything else
// is read and brought in.
func File(ctx context.Context, l *library.Library, name string, data []byte, ro read.Options, o Options) (Report, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		z, err := read.Archive(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return Report{}, err
		}
		if z != nil && isExport(z) {
			return Restore(ctx, l, z, o)
		}
	}
	b, err := read.Upload(ctx, name, data, ro)
	if err != nil {
		return Report{}, err
	}
	return Import(ctx, l, b, o)
}
