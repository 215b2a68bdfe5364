package dialogue

import (
	"sort"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// sorted makes CEL walk the keys of maps in their order. Go walks them at
// random, and the same log must replay to the same decisions, to the order of
// buttons.
type sorted struct{ types.Adapter }

func (a sorted) NativeToValue(v any) ref.Val {
	if m, ok := v.(map[string]any); ok {
		return sortedMap{types.NewStringInterfaceMap(a, m), m}
	}
	if l, ok := v.([]any); ok {
		return types.NewDynamicList(a, l) // its elements come through here too
	}
	return a.Adapter.NativeToValue(v)
}

type sortedMap struct {
	traits.Mapper
	m map[string]any
}

func (s sortedMap) Iterator() traits.Iterator {
	keys := make([]ref.Val, 0, len(s.m))
	for k := range s.m {
		keys = append(keys, types.String(k))
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i].(types.String) < keys[j].(types.String) })
	return types.NewRefValList(types.DefaultTypeAdapter, keys).Iterator()
}
