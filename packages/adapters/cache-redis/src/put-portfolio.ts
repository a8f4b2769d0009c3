/**
 * Writes an account's keys in one step, unless what is there is newer. Redis runs a script to its end before anything
 * else, so that no writer comes between comparing and writing, and no reader sees half of it.
 */
import { portfolioCodec } from '@oasis/contracts'
import type { Portfolio } from '@oasis/domain'
import type { Redis } from 'ioredis'
import { portfolioFields } from './portfolio-fields.ts'
import { ACCOUNTS_KEY, portfolioKeys } from './portfolio-keys.ts'

/**
 * KEYS: portfolio, balances, positions, exposure, marks, snapshot, accounts.
 * ARGV: the account, riskEpoch, accountSeq, ts, the whole as protobuf, the five hashes as JSON in the order of their keys.
 * Lua's numbers are doubles, which nanoseconds do not fit in: versions are compared as decimal text, the longer one being
 * the greater. What has no version, or is of another type than we write, is replaced.
 */
const SCRIPT = `
local function compare(held, given)
  if #held ~= #given then return #held < #given and -1 or 1 end
  if held == given then return 0 end
  return held < given and -1 or 1
end

local held = redis.pcall('HMGET', KEYS[1], 'riskEpoch', 'accountSeq', 'ts')
if not held.err then
  for part = 1, 3 do
    if not held[part] or not string.match(held[part], '^%d+$') then break end
    local order = compare(held[part], ARGV[1 + part])
    if order > 0 then return 0 end
    if order < 0 then break end
  end
end

redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
for hash = 1, 5 do
  for field, text in pairs(cjson.decode(ARGV[5 + hash])) do
    redis.call('HSET', KEYS[hash], field, text)
  end
end
redis.call('SET', KEYS[6], ARGV[5])
if redis.call('TYPE', KEYS[7]).ok ~= 'set' then redis.call('DEL', KEYS[7]) end
redis.call('SADD', KEYS[7], ARGV[1])
return 1
`

/** Written, or left alone since Redis holds a newer one. Doing it twice changes nothing. */
export async function putPortfolio(redis: Redis, portfolio: Portfolio): Promise<'WRITTEN' | 'OUTDATED'> {
  const keys = portfolioKeys(portfolio.accountId)
  const fields = portfolioFields(portfolio)
  const hashes = ['portfolio', 'balances', 'positions', 'exposure', 'marks'] as const
  const allKeys = [...hashes.map((hash) => keys[hash]), keys.snapshot, ACCOUNTS_KEY]
  const answer = await redis.eval(
    SCRIPT,
    allKeys.length,
    ...allKeys,
    portfolio.accountId,
    String(portfolio.riskEpoch),
    String(portfolio.accountSeq),
    String(portfolio.ts),
    Buffer.from(portfolioCodec.encode(portfolio)),
    ...hashes.map((hash) => JSON.stringify(fields[hash])),
  )
  return answer === 1 ? 'WRITTEN' : 'OUTDATED'
}
