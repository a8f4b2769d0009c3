/** Every command of ours that a runbook or a guide tells a person to type is one, with the options and values it is given. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandsFor } from '../src/commands/command-table.ts'

const FOLDERS = ['runbooks', 'guides'].map((name) =>
  fileURLToPath(new URL(`../../../docs/${name}/`, import.meta.url)),
)
const SPAN = /`(?:npx )?(ots [^`\n]+)`/g
/** A placeholder, something in quotes, or a word. */
const WORD = /<[^>]*>|'[^']*'|"[^"]*"|\S+/g

let program: Command
beforeAll(async () => {
  program = new Command('ots')
  for (const register of await commandsFor(undefined)) register(program)
}, 60_000)

/** What is wrong with a command line; undefined for nothing. */
function faultOf(line: string): string | undefined {
  const [, ...words] = line.match(WORD) ?? []
  let command = program
  const values: string[] = []
  while (words.length > 0) {
    const word = words.shift() ?? ''
    const inner = values.length === 0 ? command.commands.find((each) => each.name() === word) : undefined
    if (inner !== undefined) command = inner
    // What follows is the simulator's own affair.
    else if (command.name() === 'simulator') return undefined
    else if (word.startsWith('--')) {
      const option = command.options.find(({ long }) => long === word)
      if (option === undefined) return `${command.name()} has no option ${word}`
      if (option.required && words.shift() === undefined) return `${word} needs a value`
    } else values.push(word)
  }
  return valuesFault(command, values)
}

function valuesFault(command: Command, values: readonly string[]): string | undefined {
  const taken = command.registeredArguments
  const [tooMuch] = taken.some(({ variadic }) => variadic) ? [] : values.slice(taken.length)
  if (tooMuch !== undefined) return `${command.name()} takes no "${tooMuch}"`
  for (const [i, { argChoices }] of taken.entries()) {
    const value = values[i]
    if (value === undefined || value.startsWith('<') || argChoices === undefined) continue
    const wrong = value.split('|').find((each) => !argChoices.includes(each))
    if (wrong !== undefined) return `${command.name()} knows no "${wrong}"`
  }
  return undefined
}

const told = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(SPAN)].map(([, line = '']) => ({ name, line })),
    ),
).filter(({ line }) => line !== 'ots …')

test('there are such commands', () => {
  expect(told.length).toBeGreaterThan(20)
})

test.each(told)('$name: $line', ({ line }) => {
  expect(faultOf(line)).toBeUndefined()
})

describe('a command that is not one', () => {
  test.each([
    ['ots stop', 'ots takes no "stop"'],
    ['ots command freeze', 'command takes no "freeze"'],
    ['ots orders --last 5', 'orders has no option --last'],
    ['ots orders resolve <order> LOST', 'resolve knows no "LOST"'],
    ['ots orders resolve <order> OPEN|LOST', 'resolve knows no "LOST"'],
    ['ots halt --reason', '--reason needs a value'],
  ])('%s', (line, fault) => {
    expect(faultOf(line)).toBe(fault)
  })
})
