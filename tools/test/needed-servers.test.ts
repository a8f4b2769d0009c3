import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filesLeftOut } from '../services/src/needed-servers.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ots-needed-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const folder = 'packages/adapters/a/test/services'
const leftOutWithout = (...kinds: string[]) =>
  filesLeftOut(root, (kind) => (kinds.includes(kind) ? `install ${kind}` : undefined))

describe('the suites that a machine leaves out', () => {
  it('are those that need what it lacks, each with what to install', () => {
    write(`${folder}/one.test.ts`, `const { url } = inject('redis')`)
    write(`${folder}/two.test.ts`, `const three = await startKafka({ nodes: 3 }); inject("postgres")`)
    expect(leftOutWithout('redis')).toEqual([{ path: `${folder}/one.test.ts`, why: 'redis: install redis' }])
    expect(leftOutWithout('kafka', 'postgres')).toEqual([
      { path: `${folder}/two.test.ts`, why: 'kafka: install kafka; postgres: install postgres' },
    ])
    expect(leftOutWithout()).toEqual([])
  })

  it('are also those that need it by what they import from beside them', () => {
    write(`${folder}/one.test.ts`, `import { open } from './fixture.ts'`)
    write(`${folder}/fixture.ts`, `import './other.ts'`)
    write(`${folder}/other.ts`, `import './fixture.ts'\nexport const open = () => inject('kafka')`)
    expect(leftOutWithout('kafka').map(({ path }) => path)).toEqual([`${folder}/one.test.ts`])
  })
})
