/** The checks that other programs make: each is handed a small folder with one fault. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Check } from '../checks/check.ts'
import { commandCheck } from '../checks/command.ts'
import { formatAndLint } from '../checks/format-and-lint.ts'
import { protoBreaking, protoLint } from '../checks/proto.ts'
import { types } from '../checks/types.ts'
import { unused } from '../checks/unused.ts'
import { openRepository, REPOSITORY_ROOT } from '../repository/repository.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ots-check-'))
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true }))

async function problemsOf(check: Check, files: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return (await check.run(openRepository(root))).problems.join('\n')
}

const git = (...options: string[]) => commandCheck(root, 'git', options)

describe('checks by other programs', () => {
  it('find a file that is not formatted', async () => {
    const files = {
      'biome.json': '{"files":{"includes":["**","!node_modules"]}}',
      'a.ts': 'export const a=1\n',
    }
    expect(await problemsOf(formatAndLint, files)).toContain('a.ts')
    expect(await problemsOf(formatAndLint, { 'a.ts': 'export const a = 1;\n', 'biome.json': '{}\n' })).toBe(
      '',
    )
  })

  it('find a type error', async () => {
    const config = '{"compilerOptions":{"strict":true,"noEmit":true,"types":[]},"files":["a.ts"]}'
    const bad = await problemsOf(types, { 'tsconfig.json': config, 'a.ts': "export const a: number = 'x'\n" })
    expect(bad).toContain('a.ts(1,14): error TS2322')
    expect(await problemsOf(types, { 'a.ts': 'export const a: number = 1\n' })).toBe('')
  })

  const proto = (body: string) => `syntax = "proto3";\n\npackage a.v1;\n\n${body}\n`
  const bufConfig = 'version: v2\nmodules:\n  - path: proto\nlint:\n  use:\n    - STANDARD\n'

  it('find an enum without its unspecified value', async () => {
    const bad = proto('enum Side {\n  SIDE_BUY = 0;\n}')
    expect(await problemsOf(protoLint, { 'buf.yaml': bufConfig, 'proto/a/v1/a.proto': bad })).toContain(
      'UNSPECIFIED',
    )
    const good = proto('enum Side {\n  SIDE_UNSPECIFIED = 0;\n}')
    expect(await problemsOf(protoLint, { 'proto/a/v1/a.proto': good })).toBe('')
  })

  it('find a field that changed its type since the last release, and say so where there is none', async () => {
    const first = { 'buf.yaml': bufConfig, 'proto/a/v1/a.proto': proto('message A {\n  string b = 1;\n}') }
    await git('init', '-q')
    expect(await problemsOf(protoBreaking, first)).toBe('')
    expect((await protoBreaking.run(openRepository(root))).notes).toEqual([
      'no release tag yet, so there is nothing to compare with',
    ])
    await git('add', 'buf.yaml', 'proto')
    await git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', 'first')
    await git('tag', 'v0.1.0')
    const changed = { 'proto/a/v1/a.proto': proto('message A {\n  int32 b = 1;\n}') }
    expect(await problemsOf(protoBreaking, changed)).toContain('changed type')
  })

  it('find an export that nothing uses', async () => {
    const files = {
      'package.json': '{"name":"x","type":"module","main":"index.ts"}',
      'knip.json': '{"entry":["index.ts"],"project":["*.ts"]}',
      'index.ts': "import { a } from './a.ts'\nconsole.log(a)\n",
      'a.ts': 'export const a = 1\nexport const b = 2\n',
    }
    expect(await problemsOf(unused, files)).toContain('a.ts: b')
    expect(await problemsOf(unused, { 'a.ts': 'export const a = 1\n' })).toBe('')
  })

  it('report a program that is not there or ends without a word', async () => {
    expect((await commandCheck(root, 'no-such-program', [])).problems).toHaveLength(1)
    expect((await commandCheck(root, 'node', ['-e', 'process.exit(3)'])).problems).toEqual([
      'node ended with 3 and said nothing',
    ])
  })
})
