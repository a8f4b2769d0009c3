import { bars, type Dashboard, graph, NONE_WANTED, quantiles, query, stat, warnFrom } from './dashboard.ts'

const NO_ORDER = 'until the first order'

export const tradingDashboard: Dashboard = {
  uid: 'ots-trading',
  title: 'OTS / Trading',
  description: 'What the accounts hold, win and lose; what is sent, filled and denied; what is in doubt.',
  sections: [
    {
      title: 'Now',
      panels: [
        stat('Status', 'none', {
          description:
            'HALTED denies all but reductions; RECONCILING approves nothing until it has caught up; STOPPED needs a person.',
          queries: [query('max by (account) (ots_bot_status)', '{{account}}')],
          values: { 0: 'RUNNING', 1: 'PAUSED', 2: 'HALTED', 3: 'RECONCILING', 4: 'STOPPED' },
          thresholds: [
            { from: 1, color: 'yellow' },
            { from: 2, color: 'red' },
            { from: 3, color: 'orange' },
            { from: 4, color: 'red' },
          ],
        }),
        stat('Money', 'none', {
          description: 'REAL trades money.',
          queries: [query('max by (account) (ots_trading_mode)', '{{account}}')],
          values: { 0: 'PAPER', 1: 'REAL' },
          thresholds: [{ from: 1, color: 'orange' }],
        }),
        stat('Equity', 'short', {
          description:
            'In the valuation currency, at the marks of now. For display: rounded to a binary float.',
          queries: [query('max by (account) (ots_equity)', '{{account}}')],
        }),
        stat('In doubt since', 's', {
          description:
            'Age of the oldest order whose outcome nobody can tell. A minute at most; then a person decides.',
          queries: [
            query(
              '(time() - max by (account) (ots_orders_unknown_since_timestamp_seconds)) * (max by (account) (ots_orders_unknown_since_timestamp_seconds) > bool 0)',
              '{{account}}',
            ),
          ],
          thresholds: warnFrom(10, 60),
        }),
        stat('Differences to the venue', 'none', {
          description: 'Unexplained ones, of orders, executions, balances and the clock. 0 is good.',
          queries: [
            query(
              'sum by (account) (max by (account, kind) (ots_reconciliation_differences))',
              '{{account}}',
            ),
          ],
          thresholds: NONE_WANTED,
        }),
        stat('Audit findings', 'none', {
          description: 'Numbers that are not what the executions make, whoever holds them. 0 is good.',
          queries: [
            query('sum by (account) (max by (account, source) (ots_audit_differences))', '{{account}}'),
          ],
          thresholds: NONE_WANTED,
        }),
      ],
    },
    {
      title: 'Profit and exposure',
      panels: [
        graph('Equity', 'short', {
          description: 'In the valuation currency.',
          queries: [query('max by (account) (ots_equity)', '{{account}}')],
        }),
        graph('Profit and loss', 'short', {
          description: 'Realized, unrealized, and fees, in the valuation currency, since the account began.',
          queries: [query('max by (account, kind) (ots_pnl)', '{{account}} {{kind}}', NO_ORDER)],
        }),
        graph('Positions', 'short', {
          description: 'In base units of each instrument; negative is short.',
          queries: [
            query('max by (account, instrument) (ots_position)', '{{instrument}} {{account}}', NO_ORDER),
          ],
        }),
        bars('Limits in use', 'percentunit', {
          description: 'At 100 % entries are denied; at a loss limit the account halts.',
          queries: [query('max by (limit, scope) (ots_risk_limit_utilization)', '{{limit}} {{scope}}')],
          thresholds: warnFrom(0.75, 0.9),
          ...{ min: 0, max: 1, width: 24 },
        }),
      ],
    },
    {
      title: 'Orders',
      panels: [
        graph('Signals', 'cpm', {
          description: 'Intents that strategies emitted, a minute.',
          queries: [
            query(
              'sum by (strategy) (rate(ots_signals_total[$__rate_interval])) * 60',
              '{{strategy}}',
              NO_ORDER,
            ),
          ],
        }),
        graph('Decisions', 'cpm', {
          description: 'What risk made of them, a minute. docs/reference/denials.md explains each code.',
          queries: [
            query(
              'sum by (result, code) (rate(ots_risk_decisions_total[$__rate_interval])) * 60',
              '{{result}} {{code}}',
              NO_ORDER,
            ),
          ],
        }),
        graph('Orders by state reached', 'cpm', {
          description: 'UNKNOWN and REVIEW should not occur; REJECTED seldom.',
          queries: [
            query('sum by (state) (rate(ots_orders_total[$__rate_interval])) * 60', '{{state}}', NO_ORDER),
          ],
        }),
        graph('Fills', 'cpm', {
          description: 'Executions booked, a minute, by who took whom.',
          queries: [
            query(
              'sum by (account, liquidity) (rate(ots_executions_total[$__rate_interval])) * 60',
              '{{account}} {{liquidity}}',
              NO_ORDER,
            ),
          ],
        }),
        graph('Tick to order', 's', {
          description: 'From the frame that caused it to the order handed to the venue.',
          queries: quantiles('ots_tick_to_order_seconds', ['mode'], NO_ORDER),
        }),
        graph('In doubt', 'none', {
          description: 'UNKNOWN is looked for by the order manager; REVIEW waits for a person. 0 is good.',
          queries: [
            query('max by (account) (ots_orders_unknown)', 'UNKNOWN {{account}}'),
            query('max by (account) (ots_orders_review)', 'REVIEW {{account}}'),
          ],
          thresholds: NONE_WANTED,
        }),
        graph('Differences by kind', 'none', {
          description: 'To the venue, and by the audit. 0 is good.',
          queries: [
            query('max by (kind, account) (ots_reconciliation_differences)', 'venue: {{kind}} {{account}}'),
            query('max by (source, account) (ots_audit_differences)', 'audit: {{source}} {{account}}'),
          ],
          thresholds: NONE_WANTED,
        }),
        graph('Events that the order table does not know', 'cpm', {
          description: 'Each was logged and flagged for a person. 0 is good.',
          queries: [
            query(
              'sum by (state, trigger) (rate(ots_invalid_transitions_total[$__rate_interval])) * 60',
              '{{trigger}} in {{state}}',
              'there should be none',
            ),
          ],
          thresholds: NONE_WANTED,
        }),
      ],
    },
  ],
}
