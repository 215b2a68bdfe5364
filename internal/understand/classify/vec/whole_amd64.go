package vec

func products(out *int32, weights, x *int16, n, rows int) {
	if wide {
		productsAVX(out, weights, x, n, rows)
	} else {
		plainProducts(out, weights, x, n, rows)
	}
}

func round(out *int16, x *float32, by float32, n int) {
	if wide {
		roundAVX(out, x, by, n)
	} else {
		plainRound(out, x, by, n)
	}
}

func restore(out *float32, sums *int32, scale, bias *float32, n int) {
	if wide {
		restoreAVX(out, sums, scale, bias, n)
	} else {
		plainRestore(out, sums, scale, bias, n)
	}
}

// productsAVX: four rows of x; n is a multiple of 16, rows an even number, both above zero.
//
//go:noescape
func productsAVX(out *int32, weights, x *int16, n, rows int)

// roundAVX: n is a multiple of 16, above zero.
//
//go:noescape
func roundAVX(out *int16, x *float32, by float32, n int)

// restoreAVX: n is a multiple of 8, above zero.
//
//go:noescape
func restoreAVX(out *float32, sums *int32, scale, bias *float32, n int)
