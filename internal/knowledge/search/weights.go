package search

// ranking is what `go run ./internal/knowledge/search/tune` learned.
var ranking = [features]float64{
	fWords:        1.540,
	fArticle:      2.950,
	fTitle:        -0.071,
	fTitleBack:    -1.264,
	fHeadings:     -1.386,
	fCovered:      -0.807,
	fMeaning:      1.820,
	fTitleMeaning: 0.767,
	fHeadMeaning:  -0.065,
	fSoft:         2.821,
	fSoftTitle:    5.403,
	fSoftBack:     2.508,
	fPairs:        1.965,
	fTitlePairs:   0.429,
	fTitleLetters: 1.647,
	fMissing:      3.053,
	fArticleBest:  0.471,
	fArticleMean:  3.983,
	fStart:        0.931,
	fShort:        15.626,
	fWhole:        2.344,
	fArticleSoft:  2.162,
}

// surest makes the certainty of a passage of what speaks for it; `tune -sure` learned it.
var surest = [sides]float64{
	sAlways:       -7.632,
	sScore:        0.259,
	sAhead:        0.812,
	sCovered:      -1.579,
	sSoft:         3.256,
	sTitle:        -1.631,
	sTitleBack:    -0.078,
	sSoftTitle:    0.605,
	sSoftBack:     0.056,
	sMeaning:      -1.159,
	sTitleMeaning: -0.446,
	sMissing:      2.284,
	sWords:        -0.761,
	sPairs:        0.124,
	sWhole:        -0.464,
	sStrange:      -2.958,
	sLong:         0.577,
}
