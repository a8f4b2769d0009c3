import { expect, test } from 'vitest'
import { lockFileProblems } from '../checks/lock-file.ts'
import { completeLockFile } from '../lock-file.ts'

const lock = {
  packages: {
    '': {},
    'node_modules/tool': {
      version: '1.2.3',
      dev: true,
      license: 'MIT',
      optionalDependencies: {
        '@tool/linux-x64': '1.2.3',
        '@tool/darwin-arm64': '1.2.3',
        '@tool/linux-arm64-musl': '^1.2.3',
      },
    },
    'node_modules/@tool/linux-x64': { version: '1.2.3' },
    'node_modules/host/node_modules/inner': { optionalDependencies: { '@tool/linux-x64': '1.2.3' } },
  },
}

test('an optional package without an entry is a problem, named with what to do', () => {
  expect(lockFileProblems(lock)).toEqual([
    'package-lock.json has no entry for @tool/darwin-arm64 1.2.3: run npm run lock',
    'package-lock.json has no entry for @tool/linux-arm64-musl 1.2.3: run npm run lock',
  ])
})

test('completing the file gives each its version and platform, and leaves nothing missing', () => {
  const complete = completeLockFile(lock)
  expect(lockFileProblems(complete)).toEqual([])
  expect(complete.packages['node_modules/@tool/linux-arm64-musl']).toEqual({
    version: '1.2.3',
    cpu: ['arm64'],
    libc: ['musl'],
    os: ['linux'],
    dev: true,
    license: 'MIT',
    optional: true,
  })
})
