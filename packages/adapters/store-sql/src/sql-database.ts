/**
 * What a store runs its statements on. A transaction is a list of steps, given as a whole: SQLite runs it in one
 * synchronous call, since a commit costs less than the turns of the event loop that a statement-by-statement
 * transaction takes; a database behind a network runs the same list its own way.
 */
import type { Kysely } from 'kysely'
import type { CompiledStatement } from './compiled.ts'

/** One statement of a transaction, its parameters bound. */
export interface Step {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** Called when the statement has changed no row: the step to take instead; or it throws, and nothing is written. */
  readonly orElse?: () => Step
}

export const step = <Value>(
  statement: CompiledStatement<Value>,
  value: Value,
  orElse?: () => Step,
): Step => ({
  sql: statement.sql,
  parameters: statement.bind(value),
  ...(orElse === undefined ? {} : { orElse }),
})

export interface SqlReader<Tables> {
  /** For what is asked rarely: building a query costs more than running it. Single statements that change nothing. */
  readonly queries: Kysely<Tables>
  read<Value, Row>(statement: CompiledStatement<Value, Row>, value: Value): Promise<readonly Row[]>
  close(): Promise<void>
}

export interface SqlDatabase<Tables> extends SqlReader<Tables> {
  /** One transaction: when it resolves all steps are committed, when it rejects none is. Calls take effect in order. */
  write(steps: readonly Step[]): Promise<void>
}

/** In the place of the step that changed no row. Throws what its `orElse` throws. */
export function replaced(steps: readonly Step[], step: Step): readonly Step[] {
  const other = step.orElse?.()
  if (other === undefined) throw new Error('a step that may change no row changed none')
  return steps.map((each) => (each === step ? other : each))
}
