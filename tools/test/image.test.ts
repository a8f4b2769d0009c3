import { describe, expect, test } from 'vitest'
import { interpolate } from '../deploy/compose/compose-file.ts'
import { dockerIgnore } from '../deploy/image/docker-ignore.ts'
import { parseDockerfile } from '../deploy/image/dockerfile.ts'

describe('.dockerignore', () => {
  const ignored = dockerIgnore(
    '# only these\n*\n!packages\n!deploy\ndeploy/*\n!deploy/docker\n**/test\n**/*.md\npackages/kit/*\n!packages/kit/package.json\n',
  )

  test.each([
    ['README.md', true],
    ['packages/a/src/index.ts', false],
    ['packages/a/test/a.test.ts', true],
    ['packages/a/README.md', true],
    ['packages/a/src/testing.ts', false],
    ['packages/kit/src/index.ts', true],
    ['packages/kit/package.json', false],
    ['deploy/compose/.env', true],
    ['deploy/docker/x.sh', false],
    ['docs/a.ts', true],
  ])('%s: left out is %s', (path, out) => {
    expect(ignored(path)).toBe(out)
  })
})

describe('a Dockerfile', () => {
  test('is read as stages of steps', () => {
    const text =
      '# c\nARG D\nFROM a:1${D} AS build\nCOPY . .\nRUN a \\\n  b\nFROM c\nCOPY --from=build --chown=1:2 /x /y\nCMD ["z"]\n'
    expect(parseDockerfile(text)).toEqual([
      {
        name: 'build',
        base: 'a:1${D}',
        steps: [
          { kind: 'COPY', from: undefined, source: '.', target: '.', owner: undefined },
          { kind: 'RUN', command: expect.stringMatching(/^a\s+b$/) },
        ],
      },
      {
        name: undefined,
        base: 'c',
        steps: [
          { kind: 'COPY', from: 'build', source: '/x', target: '/y', owner: '1:2' },
          { kind: 'CMD', words: ['z'] },
        ],
      },
    ])
  })

  test.each(['ADD a b', 'COPY a b c', 'COPY --link a b', 'ENV A B', 'VOLUME /x'])(
    'with "%s" is refused',
    (line) => {
      expect(() => parseDockerfile(`FROM a\n${line}\n`)).toThrow()
    },
  )
})

test('variables of Compose', () => {
  const env = { SET: 'x', EMPTY: '' }
  expect(interpolate('${SET} ${EMPTY:-y} ${SET:-y} a${SET:+@}b ${EMPTY:+@} $$z', env)).toBe('x y x a@b  $z')
  expect(() => interpolate('${NONE:?say why}', env)).toThrow('NONE is not set: say why')
})
