import { type Dashboard, goodFrom, graph, NONE_WANTED, query, stat, warnFrom } from './dashboard.ts'

const NO_LEASE = 'one process needs no lease'
const NO_TLS = 'without TLS there is none'

const DAY = 86_400

const failed = (metric: string): string =>
  `sum by (service, method, status) (rate(${metric}_count{status!="OK"}[$__rate_interval]))`
const slow = (metric: string): string =>
  `histogram_quantile(0.99, sum by (le, service, method) (rate(${metric}_bucket[$__rate_interval])))`

export const servicesDashboard: Dashboard = {
  uid: 'ots-services',
  title: 'OTS / Services',
  description: 'Whether the processes live, lead, answer, and have room.',
  sections: [
    {
      title: 'Now',
      panels: [
        stat('Scraped', 'none', {
          description: 'Processes that answer, by address.',
          queries: [query('up{job="ots"}', '{{instance}}')],
          values: { 0: 'DOWN', 1: 'up' },
          ...goodFrom(1),
          width: 12,
        }),
        stat('Ready', 'none', {
          description: 'Parts that can do their work; /ready of the process says why not.',
          queries: [query('min by (service, instance) (ots_service_ready)', '{{service}}')],
          values: { 0: 'NOT READY', 1: 'ready' },
          ...goodFrom(1),
          width: 12,
        }),
        stat('Leads', 'none', {
          description: 'One of each pair leads, the other stands by.',
          queries: [query('max by (lease, instance) (ots_lease_held)', '{{lease}} {{instance}}', NO_LEASE)],
          values: { 0: 'stands by', 1: 'LEADS' },
          width: 12,
        }),
        stat('Restarts in the last hour', 'none', {
          description: 'A service that starts again and again says in its log why.',
          queries: [query('sum(changes(process_start_time_seconds{job="ots"}[1h]))', 'restarts')],
          thresholds: warnFrom(1, 5),
          width: 6,
        }),
        stat('Certificate left', 's', {
          description: 'Until the first certificate expires.',
          queries: [query('min(ots_certificate_expiry_timestamp_seconds) - time()', 'left', NO_TLS)],
          ...goodFrom(30 * DAY, 14 * DAY),
          width: 6,
        }),
      ],
    },
    {
      title: 'Calls',
      panels: [
        graph('Calls served', 'ops', {
          description: 'A second, by method.',
          queries: [
            query(
              'sum by (service, method) (rate(ots_rpc_server_seconds_count[$__rate_interval]))',
              '{{service}}/{{method}}',
            ),
          ],
        }),
        graph('Calls that failed', 'ops', {
          description:
            'As served, and as their callers saw it: UNAVAILABLE and DEADLINE_EXCEEDED reach no server.',
          queries: [
            query(failed('ots_rpc_server_seconds'), 'served {{method}} {{status}}', 'there should be none'),
            query(failed('ots_rpc_client_seconds'), 'made {{method}} {{status}}', 'there should be none'),
          ],
          thresholds: NONE_WANTED,
        }),
        graph('Duration of calls, 99 of 100', 's', {
          description: 'As served, and as made: what lies between is the network and the queue.',
          queries: [
            query(slow('ots_rpc_server_seconds'), 'served {{method}}'),
            query(slow('ots_rpc_client_seconds'), 'made {{method}}'),
          ],
        }),
        graph('HTTP requests', 'ops', {
          description: 'By route and status.',
          queries: [
            query(
              'sum by (route, status) (rate(ots_http_request_seconds_count[$__rate_interval]))',
              '{{route}} {{status}}',
            ),
          ],
        }),
        graph('Duration of HTTP requests, 99 of 100', 's', {
          description: 'By route.',
          queries: [
            query(
              'histogram_quantile(0.99, sum by (le, route) (rate(ots_http_request_seconds_bucket[$__rate_interval])))',
              '{{route}}',
            ),
          ],
        }),
        graph('Strategies stopped', 'none', {
          description: 'By an error of their own, in ten minutes. 0 is good.',
          queries: [
            query(
              'sum by (strategy) (increase(ots_strategy_errors_total[10m]))',
              '{{strategy}}',
              'there should be none',
            ),
          ],
          thresholds: NONE_WANTED,
        }),
      ],
    },
    {
      title: 'Processes',
      panels: [
        graph('Event loop lag, 99 of 100', 's', {
          description:
            'How late the process gets to what is due. Above a tenth of a second it has too much to do.',
          queries: [query('max by (instance) (nodejs_eventloop_lag_p99_seconds{job="ots"})', '{{instance}}')],
          thresholds: warnFrom(0.05, 0.2),
        }),
        graph('Heap in use', 'bytes', {
          description: 'JavaScript objects. A line that only climbs over hours is a leak.',
          queries: [query('max by (instance) (nodejs_heap_size_used_bytes{job="ots"})', '{{instance}}')],
        }),
        graph('Memory', 'bytes', {
          description: 'Resident, as the limit of the container counts it.',
          queries: [query('max by (instance) (process_resident_memory_bytes{job="ots"})', '{{instance}}')],
        }),
        graph('Garbage collection', 'percentunit', {
          description: 'Share of time. Above a tenth, memory is short.',
          queries: [
            query(
              'sum by (instance, kind) (rate(nodejs_gc_duration_seconds_sum{job="ots"}[$__rate_interval]))',
              '{{instance}} {{kind}}',
            ),
          ],
          thresholds: warnFrom(0.05, 0.1),
        }),
        graph('Processor', 'percentunit', {
          description: 'Of one core. Near 1 the event loop is full.',
          queries: [
            query(
              'sum by (instance) (rate(process_cpu_seconds_total{job="ots"}[$__rate_interval]))',
              '{{instance}}',
            ),
          ],
          thresholds: warnFrom(0.7, 0.9),
        }),
        graph('Disk free', 'percentunit', {
          description: 'Where each process writes. Full, it stops.',
          queries: [
            query(
              'min by (instance, folder) (ots_disk_free_bytes / ots_disk_size_bytes)',
              '{{instance}} {{folder}}',
            ),
          ],
          ...{ min: 0, max: 1, ...goodFrom(0.2, 0.1) },
        }),
      ],
    },
  ],
}
