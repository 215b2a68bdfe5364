package app

import (
	"fmt"
	"strings"

	"golang.org/x/text/currency"

	"github.com/rozmova/rozmova/internal/dialogue"
)

// deploymentLayer is the source that holds what the operator says in place of
// the packs. It is the last one, so it wins, also over what the studio published.
const deploymentLayer = "deployment"

// InCurrency lays the operator's currency over the packs'; no code leaves theirs.
func InCurrency(code string, sources []dialogue.Source) ([]dialogue.Source, error) {
	if code == "" {
		return sources, nil
	}
	unit, err := currency.ParseISO(strings.TrimSpace(code))
	if err != nil {
		return nil, fmt.Errorf("--currency %q: need an ISO 4217 code such as UAH, USD or EUR", code)
	}
	pack := fmt.Sprintf("pack: %s\ncurrency: %s\n", deploymentLayer, unit)
	return append(sources, dialogue.Source{Name: deploymentLayer, Files: map[string][]byte{"pack.yaml": []byte(pack)}}), nil
}
