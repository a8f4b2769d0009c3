/** The command line used wrongly, or with nothing to ask: each has its exit code, its message, and no stack trace. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describeError, OtsError } from '@oasis/runtime'
import { afterAll, describe, expect, test } from 'vitest'
import { parseConfig } from '../src/config/load-config.ts'
import { replay } from '../src/replay/replay.ts'
import { runOts, ticksConfig } from './support/ots-process.ts'
import { tinyCapture } from './support/tiny-capture.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

// Nothing of ours listens on port 9.
const env = { OTS_DATA_DIR: join(folder, 'data'), OTS_HTTP_PORT: '9' }
const run = (args: readonly string[], more: Record<string, string> = {}) =>
  runOts(args, { cwd: folder, env: { ...env, ...more } })

async function expectRefusal(args: readonly string[], code: number, message: RegExp): Promise<void> {
  const { code: found, stdout, stderr } = await run(args)
  expect({ code: found, stdout, stderr }).toMatchObject({ code, stdout: '' })
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at |unexpected error/)
}

const capture = file('tiny.jsonl.gz', gzipSync(tinyCapture()))
const ticks = ['--strategy', 'every-n-ticks', '--param', 'n=1', '--param', 'quantity=0.001']

describe('used wrongly: exit code 2, and what is right', () => {
  test.concurrent.each<[string, string[], RegExp]>([
    ['an unknown command', ['trade'], /unknown command 'trade'[\s\S]*ots --help/],
    ['an unknown option', ['up', '--fast'], /unknown option '--fast'/],
    [
      'a source that is none',
      ['up', '--source', 'moon'],
      /OTS_USAGE: "moon" is not a source\n.*auto, live, simulator/,
    ],
    ['a port that is none', ['up', '--source', 'simulator', '--port', '80808'], /OTS_USAGE: --port "80808"/],
    [
      'a configuration file that is not there',
      ['up', '--config', 'none.yaml'],
      /OTS_CONFIG_UNREADABLE: none\.yaml/,
    ],
    ['a number of orders that is none', ['orders', '--limit', '0'], /OTS_USAGE: --limit "0"/],
    ['a replay without a capture', ['replay'], /missing required argument 'capture'/],
    [
      'an unknown strategy',
      ['replay', capture, '--strategy', 'moon-shot'],
      /no strategy of type "moon-shot".*every-n-ticks/s,
    ],
    [
      'a parameter without a value',
      ['replay', capture, ...ticks, '--param', 'n'],
      /OTS_USAGE: --param "n": write name=value/,
    ],
    [
      'a parameter that the strategy does not have',
      ['replay', capture, ...ticks, '--param', 'm=1'],
      /params\.?.*"?m"?/,
    ],
    ['a parameter of another type', ['replay', capture, ...ticks, '--param', 'n=many'], /params\.n/],
    ['parameters without a strategy', ['replay', capture, '--param', 'n=1'], /OTS_USAGE.*--strategy/],
    [
      'a latency without a unit',
      ['replay', capture, ...ticks, '--latency', '20'],
      /OTS_USAGE: --latency "20": write a time like 20ms/,
    ],
    ['a speed that is none', ['replay', capture, ...ticks, '--speed', 'fast'], /OTS_USAGE: --speed "fast"/],
  ])('%s', (_what, args, message) => expectRefusal(args, 2, message))
})

describe('a capture that cannot be read: exit code 1, the file, and why', () => {
  const whole = gzipSync(tinyCapture())
  const cut = tinyCapture().split('\n')
  test.each<[string, string, RegExp]>([
    [
      'one that is not there',
      join(folder, 'none.jsonl.gz'),
      /OTS_CAPTURE_UNREADABLE: none cannot be read: .*no such file.*\n.*Check the path/,
    ],
    ['a folder', folder, /OTS_CAPTURE_UNREADABLE/],
    ['an empty file', file('empty.jsonl', ''), /OTS_CAPTURE_UNREADABLE: empty/],
    ['an empty gzip', file('empty.jsonl.gz', gzipSync('')), /OTS_CAPTURE_UNREADABLE: empty/],
    [
      'one that is not gzip',
      file('plain.jsonl.gz', tinyCapture()),
      /OTS_CAPTURE_UNREADABLE: plain.*incorrect header/,
    ],
    [
      'a gzip cut in the middle',
      file('cut.jsonl.gz', whole.subarray(0, whole.length >> 1)),
      /OTS_CAPTURE_UNREADABLE: cut.*unexpected end of file/,
    ],
    [
      'one cut in the middle of a line',
      file('short.jsonl', tinyCapture().slice(0, -40)),
      /OTS_CAPTURE_UNREADABLE: short, line \d+: not JSON, or cut short/,
    ],
    [
      'one without its header',
      file('headless.jsonl', cut.slice(1).join('\n')),
      /OTS_CAPTURE_UNREADABLE: headless, line 1: the header is missing/,
    ],
    [
      'one of another format',
      file('other.jsonl', '{"hello":"world"}\n'),
      /OTS_CAPTURE_UNREADABLE: other, line 1/,
    ],
    [
      'a picture',
      file('picture.jsonl', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])),
      /OTS_CAPTURE_UNREADABLE: picture, line 1/,
    ],
  ])('%s', async (_what, path, message) => {
    const failure = await replayHere(path)
    expect(failure).toBeInstanceOf(OtsError)
    expect(describeError(failure)).toMatch(message)
  })

  test('as the command tells it', () =>
    expectRefusal(['replay', join(folder, 'cut.jsonl.gz'), ...ticks, '--json'], 1, /^OTS_CAPTURE_UNREADABLE/))

  /** In this process, which is ten times as fast. */
  const replayHere = (path: string): Promise<unknown> =>
    replay(path, parseConfig({ logLevel: 'silent' }, 'the test'), {
      speed: 'max',
      strategy: { type: 'every-n-ticks', params: { n: '1', quantity: '0.001' } },
      progress: () => {},
    }).then(
      () => 'it was replayed',
      (error: unknown) => error,
    )
})

describe('with nothing running', () => {
  test.concurrent('the whole small capture replays, and its summary is for people by default', async () => {
    const { code, stdout, stderr } = await run(['replay', capture, ...ticks])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^8 frames .*, 0 gaps, 0 resyncs/)
    expect(stdout).toMatch(/executions +1\n/)
    expect(stdout).toMatch(/state hash +[0-9a-f]{64}/)
  })

  test.concurrent('ots up on a recording trades at its own pace, and ends by itself when it is over', async () => {
    const config = ticksConfig(folder, 1)
    const source = ['--source', `replay:${capture}`]
    const { code, stdout, tookMs } = await run(['up', ...source, '--config', config, '--port', '0'])
    expect(code).toBe(0)
    expect(tookMs).toBeGreaterThan(3_000)
    expect(stdout).toMatch(/source +replay of a recording/)
    expect(stdout).toMatch(/^21:05:50\.\d+ +fill +BUY 0\.001 BTC-USD at 65001, fee/m)
    expect(stdout).toMatch(/stopped; state is kept\n$/)
  })

  test.concurrent.each([[['orders']], [['positions']]])(
    'ots %s says that nothing answers, and how to start it',
    async (args) => {
      await expectRefusal(
        args,
        1,
        /^OTS_NOT_RUNNING: nothing answers on http:\/\/127\.0\.0\.1:9\n.*npm start/,
      )
    },
  )

  test.concurrent('ots doctor finds no fault, and says that the simulator will be used', async () => {
    const { code, stdout } = await run(['doctor'], {
      OTS_HTTP_PORT: '0',
      OTS_COINBASE_REST_URL: 'http://127.0.0.1:9',
      OTS_COINBASE_WS_URL: 'ws://127.0.0.1:9',
    })
    expect(code).toBe(0)
    expect(stdout).toMatch(/✓ configuration: .*PAPER/)
    expect(stdout).toMatch(/! venue: .*simulator/)
  })

  test.concurrent('ots doctor names a data folder that cannot be used, and exits with 1', async () => {
    const { code, stdout } = await run(['doctor', '--json'], { OTS_DATA_DIR: file('a-file', '') })
    expect(code).toBe(1)
    const findings = JSON.parse(stdout) as { check: string; result: string; detail: string }[]
    expect(findings.find(({ check }) => check === 'data folder')).toMatchObject({ result: 'fault' })
  })

  test.concurrent('ots doctor tells every fault of the configuration', async () => {
    const config = file('faulty.yaml', 'logLevel: loud\nsurprise: 1\n')
    const { code, stdout } = await run(['doctor', '--config', config])
    expect(code).toBe(1)
    expect(stdout).toMatch(/✗ configuration: OTS_CONFIG_INVALID.*logLevel.*surprise/s)
  })

  test.concurrent('ots config check exits with 2 on faults and 0 without', async () => {
    const faulty = file(
      'wrong.yaml',
      'strategies: [{ id: a, type: moon-shot, instruments: [coinbase:BTC-USD] }]\n',
    )
    await expectRefusal(
      ['config', 'check', '--config', faulty],
      2,
      /OTS_CONFIG_INVALID.*no strategy of type "moon-shot"/s,
    )
    const { code, stdout } = await run(['config', 'check'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'built-in defaults: no faults\n' })
  })

  test.concurrent('ots up refuses a wrong-typed configuration before anything starts', async () => {
    const config = file(
      'typed.yaml',
      "strategies: [{ id: a, type: every-n-ticks, instruments: ['coinbase:BTC-USD'], params: { n: often, quantity: 0.1 } }]\n",
    )
    await expectRefusal(
      ['up', '--config', config, '--source', 'simulator'],
      2,
      /params\.n: .*\n.*params\.quantity: /,
    )
  })

  test.concurrent('ots config print and ots config schema print JSON', async () => {
    const [print, schema] = await Promise.all([run(['config', 'print']), run(['config', 'schema'])])
    const config = JSON.parse(print.stdout) as { accounts: { mode: string }[] }
    expect(config.accounts[0]?.mode).toBe('PAPER')
    expect(JSON.parse(schema.stdout)).toMatchObject({ type: 'object' })
  })

  test.concurrent('ots --help lists the commands, ots --version the version', async () => {
    const { code, stdout } = await run(['--help'])
    expect(code).toBe(0)
    for (const command of [
      'up',
      'replay',
      'simulator',
      'doctor',
      'config',
      'orders',
      'positions',
      'watchdog',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'))
    }
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
