import {
  type Dashboard,
  goodFrom,
  graph,
  NONE_WANTED,
  quantiles,
  query,
  stat,
  warnFrom,
} from './dashboard.ts'

const NO_FAULT = 'there should be none'

export const marketDataDashboard: Dashboard = {
  uid: 'ots-market-data',
  title: 'OTS / Market data',
  description: 'Whether what is traded on is fresh, whole and on time.',
  sections: [
    {
      title: 'Now',
      panels: [
        stat('Oldest instrument', 's', {
          description: 'The longest silence about any instrument.',
          queries: [query('max(ots_feed_staleness_seconds)', 'silence')],
          thresholds: warnFrom(10, 30),
        }),
        stat('Books live', 'none', {
          description: 'Books that quotes are made from.',
          queries: [query('sum(ots_feed_books{phase="live"})', 'live')],
          ...goodFrom(1),
        }),
        stat('Books not live', 'none', {
          description: 'Waiting for a snapshot, or quarantined because something is missing. 0 is good.',
          queries: [query('sum(ots_feed_books{phase!="live"})', 'not live')],
          thresholds: warnFrom(1, 5),
        }),
        stat('Gaps in the last hour', 'none', {
          description: "Holes in a connection's sequence. Each was mended by a fresh snapshot.",
          queries: [query('sum(increase(ots_feed_gaps_total[1h])) or vector(0)', 'gaps')],
          thresholds: warnFrom(5, 50),
        }),
        stat('Reconnects in the last hour', 'none', {
          description: 'Connections after the first.',
          queries: [query('sum(increase(ots_feed_reconnects_total[1h])) or vector(0)', 'reconnects')],
          thresholds: warnFrom(3, 20),
        }),
        stat('Clock', 's', {
          description: "The venue's less ours. Beyond 0.25 s nothing is placed.",
          queries: [query('max by (venue) (abs(ots_clock_offset_seconds))', '{{venue}}')],
          thresholds: warnFrom(0.15, 0.25),
        }),
      ],
    },
    {
      title: 'Rates and latency',
      panels: [
        graph('Frames received', 'ops', {
          description: 'By channel.',
          queries: [
            query(
              'sum by (venue, channel) (rate(ots_feed_messages_total[$__rate_interval]))',
              '{{venue}} {{channel}}',
            ),
          ],
        }),
        graph('Venue to here', 's', {
          description:
            'From the time that the venue wrote into a frame to our receipt; both clocks are in it.',
          queries: quantiles('ots_feed_latency_seconds', ['venue']),
          thresholds: warnFrom(0.25, 1),
        }),
        graph('Published', 'ops', {
          description: 'Raw by the connector, normalized by the normalizer: the same number, once caught up.',
          queries: [
            query(
              'sum by (topic) (rate(ots_bus_published_total{topic=~"market-data.*"}[$__rate_interval]))',
              '{{topic}}',
            ),
          ],
        }),
      ],
    },
    {
      title: 'Freshness and faults',
      panels: [
        graph('Staleness', 's', {
          description: 'Since the last message about each instrument.',
          queries: [query('max by (instrument) (ots_feed_staleness_seconds)', '{{instrument}}')],
          thresholds: warnFrom(10, 30),
        }),
        graph('Books', 'none', {
          description: 'By phase. Quarantined for a moment is a gap that is being mended.',
          queries: [query('sum by (venue, phase) (ots_feed_books)', '{{venue}} {{phase}}')],
        }),
        graph('Gaps and reconnects', 'cpm', {
          description: 'A minute. Resyncs should follow gaps.',
          queries: [
            query(
              'sum by (venue) (rate(ots_feed_gaps_total[$__rate_interval])) * 60',
              'gaps {{venue}}',
              NO_FAULT,
            ),
            query(
              'sum by (venue) (rate(ots_feed_resyncs_total[$__rate_interval])) * 60',
              'resyncs {{venue}}',
              NO_FAULT,
            ),
            query(
              'sum by (venue) (rate(ots_feed_reconnects_total[$__rate_interval])) * 60',
              'reconnects {{venue}}',
              NO_FAULT,
            ),
          ],
        }),
        graph('Trades lost', 'none', {
          description: 'Trade ids that no source has, in the last ten minutes. 0 is good.',
          queries: [
            query(
              'sum by (instrument) (increase(ots_feed_trade_gaps_total[10m]))',
              '{{instrument}}',
              NO_FAULT,
            ),
          ],
          thresholds: NONE_WANTED,
        }),
        graph('Malformed and mismatched', 'none', {
          description:
            'Frames that were no message of the protocol, and books that differ from REST, in ten minutes.',
          queries: [
            query(
              'sum by (venue) (increase(ots_feed_malformed_total[10m]))',
              'malformed {{venue}}',
              NO_FAULT,
            ),
            query(
              'sum by (instrument) (increase(ots_feed_book_mismatches_total[10m]))',
              'mismatch {{instrument}}',
              NO_FAULT,
            ),
          ],
          thresholds: NONE_WANTED,
        }),
        graph('Clock offset', 's', {
          description: "The venue's clock less ours, at each reconciliation. ±0.25 s closes trading.",
          queries: [query('max by (venue) (ots_clock_offset_seconds)', '{{venue}}')],
          ...{ min: -0.3, max: 0.3 },
        }),
      ],
    },
  ],
}
