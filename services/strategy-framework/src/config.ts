import { accountId, instrumentId, strategyId } from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'

export const strategyConfigSchema = z.strictObject({
  id: parsedText(strategyId).describe(
    'Name of the instance; with several instruments, the beginning of their names',
  ),
  type: z.string().describe('Type of the strategy, like simple-momentum'),
  account: parsedText(accountId),
  mode: z.enum(['PAPER', 'REAL']).default('PAPER'),
  instruments: z.array(parsedText(instrumentId)).min(1).describe('One instance runs on each'),
  params: z.record(z.string(), z.unknown()).default({}).describe("Checked by the strategy's own schema"),
})

export const strategyFrameworkConfigSchema = z.strictObject({
  strategies: z.array(strategyConfigSchema).default([]),
  group: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,200}$/)
    .default('strategy-framework')
    .describe('Begins the names of its consumer groups: of its own for each host of strategies'),
  elsewhere: z
    .array(parsedText(strategyId))
    .default([])
    .describe('Configured strategies that other hosts have: commands for them are theirs'),
  answersUnknown: z
    .boolean()
    .default(true)
    .describe('Rejects commands for strategies that nobody has: one host does'),
  submitTimeoutMs: z
    .int()
    .positive()
    .default(2_000)
    .describe('Deadline of one SubmitOrder; after it the same intent is sent again'),
  retryFirstMs: z.int().positive().default(250).describe('Wait before an unanswered intent is sent again'),
  retryMaxMs: z.int().positive().default(5_000).describe('Longest wait; waits double up to here'),
  snapshotIntervalMs: z
    .int()
    .positive()
    .default(5_000)
    .describe('Between emissions, what strategies have learnt is saved this often'),
  warmUpTimeoutMs: z
    .int()
    .positive()
    .default(10_000)
    .describe("Deadline of fetching a strategy's earlier bars"),
  callbackBudgetMs: z
    .int()
    .positive()
    .default(50)
    .describe(
      "How long a user's own strategy may take over one event, microtasks included; one that takes longer is ended",
    ),
  threadTimeoutMs: z
    .int()
    .positive()
    .default(10_000)
    .describe("How long a user's own strategy may take to load"),
  openTimeoutMs: z
    .int()
    .positive()
    .default(30_000)
    .describe('How long a start waits for the order manager to tell positions and open orders'),
})

export type StrategyConfig = z.output<typeof strategyConfigSchema>
export type StrategyFrameworkConfig = z.output<typeof strategyFrameworkConfigSchema>
