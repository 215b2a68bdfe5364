#include "textflag.h"

// One token of x with both rows of weights, Y8 and Y9.
#define TWOROWS(x, a, b) \
	VMOVDQU x, Y10; \
	VPMADDWD Y8, Y10, Y11; \
	VPMADDWD Y9, Y10, Y12; \
	VPADDD Y11, a, a; \
	VPADDD Y12, b, b

// func productsAVX(out *int32, weights, x *int16, n, rows int)
TEXT ·productsAVX(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ weights+8(FP), SI
	MOVQ x+16(FP), BX
	MOVQ rows+32(FP), R9
	MOVQ n+24(FP), R8
	SHLQ $1, R8             // bytes of a row of weights or x
	MOVQ R9, R12
	SHLQ $2, R12            // bytes of a row of out
	LEAQ (R12)(R12*2), R13
productsrows:
	MOVQ BX, DX
	LEAQ (BX)(R8*2), R11    // the third row of x
	LEAQ (SI)(R8*1), R10    // the second row of weights
	MOVQ R8, CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
productsloop:
	VMOVDQU (SI), Y8
	VMOVDQU (R10), Y9
	TWOROWS((DX), Y0, Y4)
	TWOROWS((DX)(R8*1), Y1, Y5)
	TWOROWS((R11), Y2, Y6)
	TWOROWS((R11)(R8*1), Y3, Y7)
	ADDQ $32, SI
	ADDQ $32, R10
	ADDQ $32, DX
	ADDQ $32, R11
	SUBQ $32, CX
	JNZ productsloop
	VPHADDD Y1, Y0, Y0
	VPHADDD Y3, Y2, Y2
	VPHADDD Y2, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0       // the first row with each of x
	VPHADDD Y5, Y4, Y4
	VPHADDD Y7, Y6, Y6
	VPHADDD Y6, Y4, Y4
	VEXTRACTI128 $1, Y4, X1
	VPADDD X1, X4, X4       // the second row
	VPUNPCKLDQ X4, X0, X2
	VPUNPCKHDQ X4, X0, X3
	VMOVQ X2, (DI)
	VMOVHPS X2, (DI)(R12*1)
	VMOVQ X3, (DI)(R12*2)
	VMOVHPS X3, (DI)(R13*1)
	ADDQ $8, DI
	MOVQ R10, SI            // it stands behind the second row now
	SUBQ $2, R9
	JNZ productsrows
	VZEROUPPER
	RET

// func roundAVX(out *int16, x *float32, by float32, n int)
TEXT ·roundAVX(SB), NOSPLIT, $0-32
	MOVQ out+0(FP), DI
	MOVQ x+8(FP), SI
	VBROADCASTSS by+16(FP), Y0
	MOVQ n+24(FP), CX
	MOVL $0x47000000, AX    // 32768: more would not fit the conversion
	MOVQ AX, X1
	VBROADCASTSS X1, Y1
	MOVL $0xC7000000, AX
	MOVQ AX, X2
	VBROADCASTSS X2, Y2
roundloop:
	VMULPS (SI), Y0, Y3
	VMULPS 32(SI), Y0, Y4
	VMINPS Y1, Y3, Y3
	VMINPS Y1, Y4, Y4
	VMAXPS Y2, Y3, Y3
	VMAXPS Y2, Y4, Y4
	VCVTPS2DQ Y3, Y3
	VCVTPS2DQ Y4, Y4
	VPACKSSDW Y4, Y3, Y3
	VPERMQ $0xD8, Y3, Y3
	VMOVDQU Y3, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	SUBQ $16, CX
	JNZ roundloop
	VZEROUPPER
	RET

// func restoreAVX(out *float32, sums *int32, scale, bias *float32, n int)
TEXT ·restoreAVX(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ sums+8(FP), SI
	MOVQ scale+16(FP), DX
	MOVQ bias+24(FP), BX
	MOVQ n+32(FP), CX
restoreloop:
	VCVTDQ2PS (SI), Y0
	VMULPS (DX), Y0, Y0
	VADDPS (BX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, BX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ restoreloop
	VZEROUPPER
	RET
