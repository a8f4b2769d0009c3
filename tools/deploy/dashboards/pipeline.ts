import { type Dashboard, graph, NONE_WANTED, quantiles, query, stat, warnFrom } from './dashboard.ts'

const NO_ORDER = 'until the first order'
const NO_FAULT = 'there should be none'
/** Age of what waits; 0 when nothing does. */
const OUTBOX_AGE =
  '(time() - max by (service) (ots_outbox_waiting_since_timestamp_seconds)) * (max by (service) (ots_outbox_waiting_since_timestamp_seconds) > bool 0)'

export const pipelineDashboard: Dashboard = {
  uid: 'ots-pipeline',
  title: 'OTS / Pipeline',
  description: 'How fast records and orders pass, and what does not.',
  sections: [
    {
      title: 'Now',
      panels: [
        stat('Records behind', 'short', {
          description: 'All groups together.',
          queries: [query('sum(ots_bus_consumer_lag)', 'lag')],
          thresholds: warnFrom(500, 5_000),
        }),
        stat('Tick to order, p99', 's', {
          description: 'Over the last five minutes.',
          queries: [
            query(
              'histogram_quantile(0.99, sum by (le) (rate(ots_tick_to_order_seconds_bucket[5m])))',
              'p99',
              NO_ORDER,
            ),
          ],
          thresholds: warnFrom(0.05, 0.5),
        }),
        stat('Oldest in an outbox', 's', {
          description: 'Written down, and not published since. Milliseconds are good.',
          queries: [query(`max(${OUTBOX_AGE})`, 'age', NO_ORDER)],
          thresholds: warnFrom(5, 30),
        }),
        stat('Dead letters in the last hour', 'none', {
          description: 'Market data that could not be used. 0 is good.',
          queries: [query('sum(increase(ots_dead_letters_total[1h])) or vector(0)', 'put aside')],
          thresholds: NONE_WANTED,
        }),
      ],
    },
    {
      title: 'Latency of an order by stage',
      panels: [
        graph('From the frame to each stage, half of all', 's', {
          description:
            'emitted: journaled by the strategy host. decided: approved by risk. written: in the order store. sent: at the venue.',
          queries: [
            query(
              'histogram_quantile(0.5, sum by (le, stage) (rate(ots_order_stage_seconds_bucket[$__rate_interval])))',
              '{{stage}}',
              NO_ORDER,
            ),
            query(
              'histogram_quantile(0.5, sum by (le) (rate(ots_tick_to_order_seconds_bucket[$__rate_interval])))',
              'sent',
              NO_ORDER,
            ),
          ],
          width: 12,
        }),
        graph('From the frame to each stage, 99 of 100', 's', {
          description: 'The same of the slow ones: the stage at which the lines part is the slow one.',
          queries: [
            query(
              'histogram_quantile(0.99, sum by (le, stage) (rate(ots_order_stage_seconds_bucket[$__rate_interval])))',
              '{{stage}}',
              NO_ORDER,
            ),
            query(
              'histogram_quantile(0.99, sum by (le) (rate(ots_tick_to_order_seconds_bucket[$__rate_interval])))',
              'sent',
              NO_ORDER,
            ),
          ],
          width: 12,
        }),
        graph('Risk check', 's', {
          description: 'The pure check alone, without the call to it.',
          queries: quantiles('ots_risk_check_seconds', [], NO_ORDER),
        }),
        graph('Submit to outcome', 's', {
          description: 'How long the venue takes to answer.',
          queries: quantiles('ots_order_submit_seconds', ['venue'], NO_ORDER),
        }),
        graph('Orders on the path', 'ops', {
          description: 'Passing each stage, a second; what is less further down was denied or refused.',
          queries: [
            query(
              'sum by (stage) (rate(ots_order_stage_seconds_count[$__rate_interval]))',
              '{{stage}}',
              NO_ORDER,
            ),
            query('sum(rate(ots_tick_to_order_seconds_count[$__rate_interval]))', 'sent', NO_ORDER),
          ],
        }),
      ],
    },
    {
      title: 'Bus',
      panels: [
        graph('Records behind', 'short', {
          description: 'By group. A saw is a batch; a slope is a consumer that does not keep up.',
          queries: [query('sum by (group) (ots_bus_consumer_lag)', '{{group}}')],
          thresholds: warnFrom(500, 5_000),
        }),
        graph('Published', 'ops', {
          description: 'By topic.',
          queries: [query('sum by (topic) (rate(ots_bus_published_total[$__rate_interval]))', '{{topic}}')],
        }),
        graph('Consumed', 'ops', {
          description: 'By group.',
          queries: [query('sum by (group) (rate(ots_bus_consumed_total[$__rate_interval]))', '{{group}}')],
        }),
        graph('Outboxes', 'none', {
          description: 'Records written and not yet published.',
          queries: [query('max by (service) (ots_outbox_pending)', '{{service}}', NO_ORDER)],
        }),
        graph('Age of outboxes', 's', {
          description: 'Since when nothing of what waits has been published; 0 when nothing waits.',
          queries: [query(OUTBOX_AGE, '{{service}}', NO_ORDER)],
          thresholds: warnFrom(5, 30),
        }),
        graph('Put aside and ignored', 'cpm', {
          description:
            'Dead letters should be none; duplicates come with reconnects and restarts and do no harm.',
          queries: [
            query(
              'sum by (topic, reason) (rate(ots_dead_letters_total[$__rate_interval])) * 60',
              'dead {{topic}} {{reason}}',
              NO_FAULT,
            ),
            query(
              'sum by (topic) (rate(ots_duplicates_total[$__rate_interval])) * 60',
              'duplicate {{topic}}',
              'until a reconnect',
            ),
          ],
        }),
      ],
    },
  ],
}
