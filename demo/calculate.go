package demo

import (
	"math/big"
	"strings"
)

// Limits of the calculator: what a person would type, and no more.
const (
	maxExpression = 200
	maxNesting    = 20
)

// calculate evaluates + - * / and brackets exactly and answers rounded to two
// decimals, with at least one: "41.92", "5.0".
func calculate(expression string) (string, error) {
	if len(expression) > maxExpression {
		return "", refuse("invalid_expression", "The expression is longer than %d characters", maxExpression)
	}
	p := &calculation{rest: strings.TrimSpace(expression)}
	v, err := p.sum(0)
	if err != nil {
		return "", err
	}
	if p.rest != "" {
		return "", p.unexpected()
	}
	text := v.FloatString(2)
	if text == "-0.00" {
		text = "0.00"
	}
	return strings.TrimSuffix(text, "0"), nil
}

// calculation is a recursive descent over what is left of the expression.
type calculation struct{ rest string }

func (p *calculation) sum(depth int) (*big.Rat, error) {
	v, err := p.product(depth)
	for err == nil {
		op := p.next("+-")
		if op == 0 {
			return v, nil
		}
		var r *big.Rat
		if r, err = p.product(depth); err == nil {
			if op == '-' {
				r.Neg(r)
			}
			v.Add(v, r)
		}
	}
	return nil, err
}

func (p *calculation) product(depth int) (*big.Rat, error) {
	v, err := p.term(depth)
	for err == nil {
		op := p.next("*/")
		if op == 0 {
			return v, nil
		}
		var r *big.Rat
		if r, err = p.term(depth); err != nil {
			break
		}
		if op == '*' {
			v.Mul(v, r)
			continue
		}
		if r.Sign() == 0 {
			return nil, refuse("invalid_expression", "Division by zero")
		}
		v.Quo(v, r)
	}
	return nil, err
}

func (p *calculation) term(depth int) (*big.Rat, error) {
	if depth > maxNesting {
		return nil, refuse("invalid_expression", "The expression is nested too deeply")
	}
	switch p.next("+-(") {
	case '-':
		v, err := p.term(depth + 1)
		if err != nil {
			return nil, err
		}
		return v.Neg(v), nil
	case '+':
		return p.term(depth + 1)
	case '(':
		v, err := p.sum(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.next(")") == 0 {
			return nil, p.unexpected()
		}
		return v, nil
	}
	n := 0
	for n < len(p.rest) && (p.rest[n] >= '0' && p.rest[n] <= '9' || p.rest[n] == '.') {
		n++
	}
	number := p.rest[:n]
	if n == 0 || strings.Count(number, ".") > 1 || number == "." {
		return nil, p.unexpected()
	}
	v, ok := new(big.Rat).SetString(number)
	if !ok {
		return nil, p.unexpected()
	}
	p.rest = strings.TrimLeft(p.rest[n:], " ")
	return v, nil
}

// next takes the next character if it is one of those, and says which.
func (p *calculation) next(of string) byte {
	if p.rest == "" || strings.IndexByte(of, p.rest[0]) < 0 {
		return 0
	}
	c := p.rest[0]
	p.rest = strings.TrimLeft(p.rest[1:], " ")
	return c
}

func (p *calculation) unexpected() error {
	return refuse("invalid_expression", "The expression is not arithmetic of + - * / and brackets")
}
