/** One write of the read models as the steps of its transaction. */
import { EQUITY_RESOLUTIONS, type Numbered, type ReadModelWrite } from '@oasis/ports'
import type { CompiledStatement } from './compiled.ts'
import {
  type Faceted,
  facetOfDecision,
  facetOfFill,
  facetOfOrder,
  facetOfSignal,
} from './read-model-columns.ts'
import type { Facet, Facets, ListName } from './read-model-facets.ts'
import type { ReadModelStatements } from './read-model-statements.ts'
import { type FacetRow, REBUILDING } from './read-model-tables.ts'
import { type Step, step } from './sql-database.ts'

export interface WriteParts {
  readonly statements: ReadModelStatements
  readonly facets: Facets
  /** All that have an equity history: what is forgotten is forgotten account by account, by the key. */
  readonly accounts: Set<string>
}

export interface ReadModelSteps {
  readonly steps: readonly Step[]
  readonly freshFacets: readonly FacetRow[]
  readonly highestSeq: number
}

export function stepsOf(write: ReadModelWrite, { statements, facets, accounts }: WriteParts): ReadModelSteps {
  const freshFacets = new Map<bigint, FacetRow>()
  let highestSeq = 0
  const all = <T>(
    values: readonly Numbered<T>[] | undefined,
    statement: CompiledStatement<Numbered<T>>,
  ): Step[] =>
    (values ?? []).map((value) => {
      highestSeq = Math.max(highestSeq, value.seq)
      return step(statement, value)
    })
  const faceted = <Row extends Numbered<unknown>>(
    list: ListName,
    values: readonly Row[] | undefined,
    facetOf: (value: Row['value']) => Facet,
    statement: CompiledStatement<Faceted<Row>>,
  ): Step[] =>
    (values ?? []).map((value) => {
      highestSeq = Math.max(highestSeq, value.seq)
      const facetId = facets.idOf(
        list,
        facetOf(value.value),
        (row) => void freshFacets.set(row.facet_id, row),
      )
      return step(statement, { ...value, facetId })
    })
  for (const { accountId } of write.equity ?? []) accounts.add(accountId)
  const steps = [
    ...faceted('signals', write.signals, facetOfSignal, statements.insertSignal),
    ...faceted('decisions', write.decisions, facetOfDecision, statements.insertDecision),
    ...all(write.accountEvents, statements.insertAccountEvent),
    ...faceted('orders', write.orders, facetOfOrder, statements.upsertOrder),
    ...faceted('fills', write.fills, facetOfFill, statements.insertFill),
    ...all(write.feeds, statements.insertFeed),
    ...all(write.commandEvents, statements.insertCommandEvent),
    ...all(write.commandChanges, statements.insertCommandChange),
    ...(write.equity ?? []).map((point) => step(statements.upsertEquity, point)),
    ...(write.candles ?? []).map((candle) => step(statements.upsertCandle, candle)),
    ...(write.holes ?? []).map((hole) => step(statements.insertHole, hole)),
    ...(write.candlePositions ?? []).map((position) => step(statements.upsertCandlePosition, position)),
    ...(write.positions ?? []).map((position) => step(statements.upsertPosition, position)),
    ...(write.forgetCandles ?? []).map((series) => step(statements.forgetCandles, series)),
    ...forgetSteps(write.forget, statements, accounts),
    ...(write.rebuilt ? [step(statements.endRebuild, REBUILDING)] : []),
  ]
  const fresh = [...freshFacets.values()]
  return {
    steps: [...fresh.map((row) => step(statements.insertFacet, row)), ...steps],
    freshFacets: fresh,
    highestSeq,
  }
}

function forgetSteps(
  forget: ReadModelWrite['forget'],
  { forgetFeeds, forgetEquity }: ReadModelStatements,
  accounts: ReadonlySet<string>,
): readonly Step[] {
  if (forget === undefined) return []
  return [
    step(forgetFeeds, forget),
    ...[...accounts].flatMap((accountId) =>
      EQUITY_RESOLUTIONS.map((resolution) =>
        step(forgetEquity, { accountId, resolution, before: forget.equityBefore[resolution] }),
      ),
    ),
  ]
}
