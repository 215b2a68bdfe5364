package read

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// Errors of a piece of a source; codeOf makes them codes.
var (
	ErrTooLarge  = errors.New("the file is too large")
	ErrEncoding  = errors.New("the text is in an unknown encoding")
	ErrEncrypted = errors.New("the file is behind a password")
	ErrMalformed = errors.New("the file is malformed")
	ErrScanned   = errors.New("the file has no text")
	// ErrUnreachable: a site as a whole.
	ErrUnreachable = errors.New("the site could not be reached")
)

func codeOf(err error) Code {
	switch {
	case errors.Is(err, ErrTooLarge):
		return TooLarge
	case errors.Is(err, ErrEncoding):
		return Encoding
	case errors.Is(err, ErrEncrypted):
		return Encrypted
	case errors.Is(err, ErrScanned):
		return Scanned
	case errors.Is(err, context.DeadlineExceeded):
		return Timeout
	}
	return Malformed
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
