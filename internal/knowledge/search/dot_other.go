//go:build !amd64

package search

// dot8 is exact: the same on every machine and in any order.
func dot8(a, b *[width]int8) int32 { return plainDot8(a, b) }
