import { accountId, instrumentId, type LimitsBook, strategyId } from '@oasis/domain'
import { parsedText, Secret } from '@oasis/runtime'
import { z } from 'zod'

const milliseconds = z.int().positive()
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const tls = z.object({ cert: z.string(), key: z.instanceof(Secret) })

/** What is true of the system whatever happens in it. */
const facts = z.object({
  version: z.string(),
  mode: z.enum(['PAPER', 'REAL']),
  dryRun: z.boolean(),
  venue: z.string(),
  source: z.string(),
  startedAt: z.string(),
})

const strategy = z.object({
  id: parsedText(strategyId),
  type: z.string(),
  instruments: z.array(parsedText(instrumentId)),
  /** JSON Schema of its parameters; null where it is not known here. */
  paramsSchema: z.record(z.string(), z.unknown()).nullable().default(null),
})

/** Limits of `ots.yaml`: what is in force at a level where nothing was set. */
const limits = z.custom<LimitsBook>(
  (value) => typeof value === 'object' && value !== null && 'account' in value && 'strategy' in value,
)

const passwordHashing = z.object({
  /** Cost N = 2^logN; memory is 128 · N · r bytes. */
  logN: z.int().min(10).max(20).default(15),
  r: z.int().min(1).max(32).default(8),
  p: z.int().min(1).max(16).default(3),
})

export const controlCenterConfigSchema = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Loopback unless told otherwise'),
  port: z.int().min(0).max(65_535).default(8080).describe('0 takes a free one'),
  tls: tls.optional().describe('PEM; without it cookies are not marked Secure unless `secureCookies` is set'),
  secureCookies: z.boolean().default(false).describe('Behind a proxy that speaks TLS'),
  allowedHosts: z
    .array(z.string())
    .default([])
    .describe(
      'Names by which it is asked, besides those of loopback; none: any name, where it listens beyond loopback',
    ),
  facts,
  accountId: parsedText(accountId),
  strategies: z.array(strategy).default([]),
  instruments: z.array(parsedText(instrumentId)).default([]).describe('What is followed'),
  limits: limits.default({ account: new Map(), strategy: new Map(), instrument: new Map() }),
  twoPersonApproval: z
    .boolean()
    .optional()
    .describe('Raising a limit and leaving HALTED need two admins. By default in REAL'),
  proposalTtlMs: milliseconds
    .default(15 * MINUTE_MS)
    .describe('How long a proposal waits for the second person'),
  commandTimeoutMs: milliseconds
    .default(15_000)
    .describe('A command without an answer is TIMED_OUT after it'),
  issuer: z.string().min(1).default('ots').describe('`iss` of access tokens'),
  audience: z.string().min(1).default('ots-control-center').describe('`aud` of access tokens'),
  accessTokenMs: milliseconds.default(10 * MINUTE_MS),
  tokenKeyMs: milliseconds.default(30 * DAY_MS).describe('How long a key signs access tokens'),
  sessionMs: milliseconds
    .default(7 * DAY_MS)
    .describe('How long a login lasts, however often it is refreshed'),
  apiTokenMaxMs: milliseconds.default(366 * DAY_MS),
  passwordHashing: passwordHashing.prefault({}),
  logins: z
    .object({
      failuresPerUser: z.int().positive().default(5),
      failuresPerAddress: z.int().positive().default(30),
      windowMs: milliseconds.default(15 * MINUTE_MS),
      lockMs: milliseconds.default(MINUTE_MS).describe('Doubles with each failure after'),
      maxLockMs: milliseconds.default(15 * MINUTE_MS),
    })
    .prefault({}),
  rateLimit: z
    .object({ requests: z.int().positive().default(60_000), windowMs: milliseconds.default(MINUTE_MS) })
    .prefault({})
    .describe('Of one address, all routes together but the halt'),
  bodyLimitBytes: z.int().positive().default(65_536),
  events: z
    .object({
      heartbeatMs: milliseconds
        .default(10_000)
        .describe('Also how soon a stream ends whose token has expired'),
      maxStreams: z.int().positive().default(2_000),
    })
    .prefault({}),
  receiveTimeoutMs: milliseconds
    .default(15_000)
    .describe('Within which the headers of a request, and all of it, have to have come'),
  requestTimeoutMs: milliseconds.default(10_000).describe('Deadline of one request'),
})

export type ControlCenterConfig = z.output<typeof controlCenterConfigSchema>
export type ControlCenterSettings = z.input<typeof controlCenterConfigSchema>

/** Whether raising a limit and leaving HALTED need two admins. */
export const needsTwo = ({
  twoPersonApproval,
  facts,
}: Pick<ControlCenterConfig, 'twoPersonApproval' | 'facts'>): boolean =>
  twoPersonApproval ?? facts.mode === 'REAL'
