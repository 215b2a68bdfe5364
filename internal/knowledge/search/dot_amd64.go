package search

import "golang.org/x/sys/cpu"

var wide = cpu.X86.HasAVX2

// dot8 is exact: the same on every machine and in any order.
func dot8(a, b *[width]int8) int32 {
	if wide {
		return dotAVX(a, b)
	}
	return plainDot8(a, b)
}

//go:noescape
func dotAVX(a, b *[width]int8) int32
