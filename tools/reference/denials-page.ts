/** `docs/reference/denials.md`, from the one guide to denials in `packages/domain`. */
import type { DenialGuide } from '@oasis/domain'

const HEAD = `# Denials

Why the risk engine said no to an order, and what to do about it. The code is the same in \`trading.risk-decisions\`, in the metric
\`ots_risk_decisions_total\` and on the wire (\`DenialCode\` in \`api/proto/oasis/trading/v1/types.proto\`); codes are never renamed. A denial carries the
values behind it, by the names in the last column; which of them come depends on the case. A *level* is \`account\`, \`strategy\` or
\`instrument\`. This page is generated from \`packages/domain/src/risk/denial-guide.ts\` by \`npm run generate\`.

| code | the order was denied because | what to do | values |
|---|---|---|---|
`

export function renderDenialsPage(guide: Readonly<Record<string, DenialGuide>>): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const rows = Object.entries(guide).map(([code, { meaning, remedy, context }]) => {
    const values = context.map((key) => `\`${key}\``).join(', ')
    return `| \`${code}\` | ${cell(meaning)} | ${cell(remedy)} | ${values} |\n`
  })
  return HEAD + rows.join('')
}
