package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"errors"
	"io"
)

// decode unpacks a stream. What can be read of a damaged one is returned.
func (f *file) decode(s *stream) ([]byte, error) {
	filters, params := f.list(s.dict["Filter"]), f.list(s.dict["DecodeParms"])
	if len(filters) > 8 {
		return nil, ErrMalformed
	}
	data := s.raw
	for i, x := range filters {
		var p dict
		if i < len(params) {
			p = f.dict(params[i])
		}
		var err error
		switch f.name(x) {
		case "FlateDecode", "Fl":
			data, err = f.inflate(data)
		case "LZWDecode", "LZW":
			early := 1
			if e, ok := f.resolve(p["EarlyChange"]).(float64); ok {
				early = int(e)
			}
			data, err = unLZW(data, early)
		case "ASCII85Decode", "A85":
			data, err = un85(data)
		case "ASCIIHexDecode", "AHx":
			data = []byte((&lexer{b: data}).hex())
		case "RunLengthDecode", "RL":
			data, err = unRun(data)
		default: // a picture's
			return nil, ErrMalformed
		}
		if err != nil {
			return nil, err
		}
		if f.unpacked += len(data); f.unpacked > maxUnpacked {
			return nil, ErrTooLarge
		}
		if data, err = f.unpredict(data, p); err != nil {
			return nil, err
		}
	}
	return data, nil
}

func (f *file) list(x any) array {
	switch v := f.resolve(x).(type) {
	case nil:
		return nil
	case array:
		return v
	default:
		return array{v}
	}
}

func (f *file) inflate(data []byte) ([]byte, error) {
	data = bytes.TrimLeft(data, "\r\n")
	if len(data) < 2 {
		return nil, nil
	}
	r := flate.NewReader(bytes.NewReader(data[2:])) // without the check at the end: many files have a wrong one
	out, err := io.ReadAll(io.LimitReader(r, maxStream+1))
	if len(out) > maxStream {
		return nil, ErrTooLarge
	}
	if err != nil && len(out) == 0 {
		return nil, errors.Join(ErrMalformed, err)
	}
	return out, nil
}

func un85(data []byte) ([]byte, error) {
	if i := bytes.Index(data, []byte("~>")); i >= 0 {
		data = data[:i]
	}
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	out, err := io.ReadAll(io.LimitReader(ascii85.NewDecoder(bytes.NewReader(data)), maxStream))
	if err != nil && len(out) == 0 {
		return nil, errors.Join(ErrMalformed, err)
	}
	return out, nil
}

func unRun(data []byte) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		if n < 128 {
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		} else if i < len(data) {
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out) > maxStream {
			return nil, ErrTooLarge
		}
	}
	return out, nil
}

// unLZW unpacks what old programs wrote; the standard library's decoder widens
// its codes one step later than PDF does.
func unLZW(data []byte, early int) ([]byte, error) {
	const clear, end = 256, 257
	var out []byte
	type entry struct {
		prev int32
		last byte
		size int32
	}
	table := make([]entry, 258, 4097)
	width, bits, have, prev := 9, uint32(0), 0, -1
	emit := func(code int) byte {
		n := 1
		if code > 257 {
			n = int(table[code].size)
		}
		at := len(out)
		out = append(out, make([]byte, n)...)
		for i := at + n - 1; ; i-- {
			if code < 256 {
				out[i] = byte(code)
				return byte(code)
			}
			out[i] = table[code].last
			code = int(table[code].prev)
		}
	}
	for _, b := range data {
		bits, have = bits<<8|uint32(b), have+8
		for have >= width {
			code := int(bits >> (have - width) & (1<<width - 1))
			have -= width
			switch {
			case code == clear:
				table, width, prev = table[:258], 9, -1
				continue
			case code == end:
				return out, nil
			case code > len(table) || code == len(table) && prev < 0 || prev < 0 && code > 257:
				return out, nil // damaged: what there is
			}
			size := func(c int) int32 {
				if c > 257 {
					return table[c].size
				}
				return 1
			}
			if prev >= 0 && len(table) < 4096 {
				firstOf := code
				if code == len(table) {
					firstOf = prev
				}
				for firstOf > 257 {
					firstOf = int(table[firstOf].prev)
				}
				table = append(table, entry{int32(prev), byte(firstOf), size(prev) + 1})
			}
			if code >= len(table) {
				return out, nil
			}
			emit(code)
			prev = code
			if len(table)+early >= 1<<width && width < 12 {
				width++
			}
			if len(out) > maxStream {
				return nil, ErrTooLarge
			}
		}
	}
	return out, nil
}

// unpredict undoes the differences that were taken before packing.
func (f *file) unpredict(data []byte, p dict) ([]byte, error) {
	predictor := int(f.number(p["Predictor"]))
	if predictor < 2 {
		return data, nil
	}
	colors, bpc, columns := 1, 8, 1
	for key, to := range map[name]*int{"Colors": &colors, "BitsPerComponent": &bpc, "Columns": &columns} {
		if n := int(f.number(p[key])); n > 0 && n < 1<<20 {
			*to = n
		}
	}
	size := max(1, colors*bpc/8)
	row := (colors*bpc*columns + 7) / 8
	if row <= 0 || row > maxStream {
		return nil, ErrMalformed
	}
	if predictor == 2 {
		if bpc == 8 {
			for i := range data {
				if i%row >= size {
					data[i] += data[i-size]
				}
			}
		}
		return data, nil
	}
	out := make([]byte, 0, len(data))
	before := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		line := append([]byte(nil), data[1:min(row+1, len(data))]...)
		data = data[min(row+1, len(data)):]
		for i := range line {
			var left, up, corner int
			if i >= size {
				left, corner = int(line[i-size]), int(before[i-size])
			}
			up = int(before[i])
			switch kind {
			case 1:
				line[i] += byte(left)
			case 2:
				line[i] += byte(up)
			case 3:
				line[i] += byte((left + up) / 2)
			case 4:
				line[i] += byte(paeth(left, up, corner))
			}
		}
		out = append(out, line...)
		copy(before, line)
	}
	return out, nil
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
