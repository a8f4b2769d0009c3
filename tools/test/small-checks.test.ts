import { describe, expect, it } from 'vitest'
import { staleFiles } from '../checks/generated-code.ts'
import { machinePathProblems } from '../checks/machine-paths.ts'
import { readmeProblems } from '../checks/readmes.ts'
import { repositoryOf } from '../repository/repository.ts'

describe('generated code', () => {
  const folder = 'packages/contracts/src/generated'
  const fresh = { code: 'a', declarations: 'b', descriptors: 'c' }

  it('must be what the .proto files give', () => {
    const files = {
      [`${folder}/messages.js`]: 'a',
      [`${folder}/messages.d.ts`]: 'b',
      [`${folder}/descriptors.ts`]: 'c',
    }
    expect(staleFiles(repositoryOf(files), fresh)).toEqual([])
    const edited = repositoryOf({ ...files, [`${folder}/messages.js`]: 'a2' })
    expect(staleFiles(edited, fresh)).toHaveLength(1)
    expect(staleFiles(repositoryOf({}), fresh)).toHaveLength(3)
  })
})

describe('READMEs', () => {
  const manifest = { 'services/risk-engine/package.json': '{"name":"@oasis/risk-engine"}' }

  it('must exist and say something', () => {
    expect(readmeProblems(repositoryOf(manifest))).toHaveLength(1)
    expect(
      readmeProblems(repositoryOf({ ...manifest, 'services/risk-engine/README.md': '# x' })),
    ).toHaveLength(1)
    const whole = { ...manifest, 'services/risk-engine/README.md': 'a\nb\nc\nd\ne' }
    expect(readmeProblems(repositoryOf(whole))).toEqual([])
  })
})

describe('machine paths', () => {
  const home = ['', 'home', 'someone', 'project'].join('/')
  const registry = `"${'resolved'}": "https://mirror.example/a.tgz"`

  it('are found in code, documents and lock files', () => {
    const found = machinePathProblems(
      repositoryOf({ 'a.ts': `const x = '${home}'`, 'b.md': home, 'package-lock.json': registry }),
    )
    expect(found).toHaveLength(3)
  })

  it('are not seen in addresses, relative paths or the public registry', () => {
    const found = machinePathProblems(
      repositoryOf({
        'a.ts': "fetch('https://example.org/home/page'); open('./work/data'); get('/api/v1/work')",
        'package-lock.json': '"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"',
      }),
    )
    expect(found).toEqual([])
  })
})
