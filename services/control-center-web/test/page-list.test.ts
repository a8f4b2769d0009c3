import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { contentSecurityPolicy } from '../build/content-security-policy.ts'
import { listPages } from '../build/page-list.ts'
import { hashSources } from '../build/source-hash.ts'

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ots-pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

test('a page may run the scripts that are in it, and no others', () => {
  const policy = contentSecurityPolicy(
    '<script src="/a.js" async=""></script><script>go()</script><script id="x">stay(\n)</script>',
  )
  expect(policy).toContain(`script-src 'self' ${hash('go()')} ${hash('stay(\n)')};`)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

test('files are listed with where they are served, and pages with their policy', () => {
  const long = 'const a = 1;'.repeat(200)
  const folder = folderOf({
    'index.html': '<script>1</script>',
    'market.html': 'm',
    'market/__next._tree.txt': 'tree',
    '404.html': 'nothing',
    '_not-found.html': 'left out',
    '_next/static/chunks/a.js': long,
  })
  const { files, missing } = listPages(folder)
  expect(files.map(({ path, immutable }) => [path, immutable])).toEqual([
    ['/_next/static/chunks/a.js', true],
    ['/', false],
    ['/market', false],
    ['/market/__next._tree.txt', false],
  ])
  expect(missing.file).toBe('404.html')
  expect(files.map((file) => 'contentSecurityPolicy' in file)).toEqual([false, true, true, false])
  expect(files[0]?.encodings).toEqual(['br', 'gz'])
  const compressed = readFileSync(join(folder, '_next/static/chunks/a.js.br'))
  expect(brotliDecompressSync(compressed).toString()).toBe(long)
  // Built again over it, the list is the same.
  expect(listPages(folder)).toEqual({ files, missing })
})

test('a kind of file that is not known is not served as anything', () => {
  const folder = folderOf({ '404.html': '', 'a.exe': '' })
  expect(() => listPages(folder)).toThrow('a.exe')
})

test('sources are others once a file is changed, moved or gone', () => {
  const files = { 'src/a.ts': '1', 'src/b.ts': '2', 'package.json': '{}', 'README.md': 'not a source' }
  const before = hashSources(folderOf(files))
  expect(hashSources(folderOf({ ...files, 'README.md': 'another' }))).toBe(before)
  const changed = [
    { ...files, 'src/a.ts': '3' },
    { 'src/c.ts': '1', 'src/b.ts': '2', 'package.json': '{}' },
    { 'src/a.ts': '1', 'package.json': '{}' },
  ]
  for (const other of changed) expect(hashSources(folderOf(other))).not.toBe(before)
})
