import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the process tells Prometheus at /metrics. Labels are routes and names of ours, never what a person typed. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const requests = new Histogram({
  name: 'http_request_seconds',
  help: 'Time to answer a request',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  registers: [registry],
})
export const observe = (method: string, route: string, status: number, ms: number): void =>
  requests.observe({ method, route, status: String(status) }, ms / 1000)

export const reactionFailures = new Counter({
  name: 'reaction_failures_total',
  help: 'Reactions that threw',
  labelNames: ['reaction'],
  registers: [registry],
})
export const parkedSubjects = new Gauge({
  name: 'reaction_parked',
  help: 'Reactions parked after five failures',
  registers: [registry],
})
