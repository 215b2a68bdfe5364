package httpapi

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/rozmova/rozmova/internal/stream"
)

// metrics counts what operators watch. Labels are routes and kinds, never
// anything that names a person or a conversation.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	latency  *prometheus.HistogramVec
	inputs   *prometheus.CounterVec
	limited  *prometheus.CounterVec
	desks    prometheus.Gauge
}

func newMetrics(registry *prometheus.Registry, bus stream.Bus) *metrics {
	if registry == nil {
		registry = prometheus.NewRegistry()
		registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	}
	m := &metrics{
		registry: registry,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rozmova_http_requests_total", Help: "HTTP requests by route and status.",
		}, []string{"route", "status"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "rozmova_http_request_seconds", Help: "Time to answer by route; streams and long polls are left out.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
		inputs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rozmova_inputs_total", Help: "Inputs accepted over HTTP by actor, kind and whether they were repeats.",
		}, []string{"actor", "kind", "repeat"}),
		limited: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rozmova_rate_limited_total", Help: "Requests refused because there were too many.",
		}, []string{"limit"}),
		desks: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "rozmova_desk_streams_open", Help: "Agents' streams that are open now.",
		}),
	}
	registry.MustRegister(m.requests, m.latency, m.inputs, m.limited, m.desks)
	if bus == nil {
		return m // only the document is wanted
	}
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "rozmova_streams_open", Help: "Followed conversations: streams and waiting long polls.",
		}, func() float64 { return float64(bus.Open()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "rozmova_turns_total", Help: "Turns that this process has committed.",
		}, func() float64 { return float64(bus.Turns()) }))
	return m
}

func (m *metrics) request(route string, status int, took time.Duration, stream bool) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	if !stream {
		m.latency.WithLabelValues(route).Observe(took.Seconds())
	}
}

func (m *metrics) input(actor, kind string, repeat bool) {
	m.inputs.WithLabelValues(actor, kind, strconv.FormatBool(repeat)).Inc()
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
