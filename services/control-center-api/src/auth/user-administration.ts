/** Users as admins see them, over the API and from the terminal. Passwords of others are generated, told once, and must be changed. */
import { randomUUID } from 'node:crypto'
import type { ControlCenterStore, Role, Scheduler, User } from '@oasis/ports'
import type { Actor, AuditedWriter } from '../audit/audited-writer.ts'
import { SYSTEM } from '../audit/audited-writer.ts'
import { isUserName, normalizedName, USER_NAME_RULE } from '../core/password-rules.ts'
import { makesAnAdmin } from '../core/second-person.ts'
import { Problem } from '../http/problem.ts'
import type { AccessMemory } from './access-memory.ts'
import { generatePassword, type Passwords } from './passwords.ts'

export interface UserAdministrationOptions {
  readonly store: ControlCenterStore
  readonly writer: AuditedWriter
  readonly memory: AccessMemory
  readonly passwords: Passwords
  readonly scheduler: Scheduler
  /** Two admins must agree to some commands: then admins are made at the terminal alone. */
  readonly needsTwo: boolean
}

export interface NewPassword {
  readonly user: User
  /** Told this once. */
  readonly password: string
}

export const FIRST_ADMIN = 'admin'

export class UserAdministration {
  readonly #options: UserAdministrationOptions

  constructor(options: UserAdministrationOptions) {
    this.#options = options
  }

  list(): Promise<readonly User[]> {
    return this.#options.store.users()
  }

  /** Where there is nobody yet: somebody must be able to begin. */
  async createFirstAdmin(): Promise<NewPassword | undefined> {
    if ((await this.list()).length > 0) return undefined
    return this.add(SYSTEM, FIRST_ADMIN, 'admin')
  }

  async add(actor: Actor, typedName: string, role: Role): Promise<NewPassword> {
    const { store, writer, memory, passwords, scheduler } = this.#options
    const name = normalizedName(typedName)
    if (!isUserName(name)) throw new Problem('OTS_HTTP_INVALID', `a user's name has ${USER_NAME_RULE}`)
    const password = generatePassword()
    const passwordHash = await passwords.hash(password)
    const now = scheduler.now()
    const user: User = {
      userId: randomUUID(),
      name,
      role,
      passwordHash,
      mustChangePassword: true,
      disabled: false,
      sessionVersion: 1,
      createdAt: now,
      updatedAt: now,
      version: 1,
    }
    await writer.write(async () => {
      if (await store.findUserByName(name))
        throw new Problem('OTS_HTTP_CONFLICT', `there is a user "${name}"`)
      this.#mustBeOneself(actor, undefined, user)
      const target = `user/${name}`
      return {
        users: [user],
        audit: [{ actor, action: 'USER_ADDED', target, after: { name, role }, result: 'DONE' }],
      }
    })
    memory.user(user)
    return { user, password }
  }

  async resetPassword(actor: Actor, name: string): Promise<NewPassword> {
    const password = generatePassword()
    const passwordHash = await this.#options.passwords.hash(password)
    const user = await this.#change(actor, name, 'PASSWORD_RESET', (before) => ({
      ...before,
      passwordHash,
      mustChangePassword: true,
      sessionVersion: before.sessionVersion + 1,
    }))
    return { user, password }
  }

  /** Whoever is disabled is out at once. */
  update(
    actor: Actor,
    name: string,
    changes: { readonly role?: Role; readonly disabled?: boolean },
  ): Promise<User> {
    return this.#change(actor, name, 'USER_CHANGED', (before, others) => {
      const { role = before.role, disabled = before.disabled } = changes
      const isAdmin = (user: User) => user.role === 'admin' && !user.disabled
      if (isAdmin(before) && (role !== 'admin' || disabled) && !others.some(isAdmin)) {
        throw new Problem('OTS_HTTP_CONFLICT', `"${before.name}" is the last admin who can act`)
      }
      return { ...before, role, disabled, sessionVersion: before.sessionVersion + (disabled ? 1 : 0) }
    })
  }

  async #change(
    actor: Actor,
    typedName: string,
    action: string,
    change: (user: User, others: readonly User[]) => User,
  ): Promise<User> {
    const { store, writer, memory, scheduler } = this.#options
    const name = normalizedName(typedName)
    let changed: User | undefined
    await writer.write(async () => {
      const all = await store.users()
      const user = all.find((each) => each.name === name)
      if (user === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', `there is no user "${name}"`)
      const others = all.filter((each) => each !== user)
      changed = { ...change(user, others), updatedAt: scheduler.now(), version: user.version + 1 }
      this.#mustBeOneself(actor, user, changed)
      const audited = { actor, action, target: `user/${name}`, before: facts(user), after: facts(changed) }
      return { users: [changed], audit: [{ ...audited, result: 'DONE' }] }
    })
    if (changed === undefined) throw new Error('a user was changed into nobody')
    memory.user(changed)
    return changed
  }

  /** Nobody becomes the second admin, too: who makes one, or resets one's password, could be that one as well. */
  #mustBeOneself({ role }: Actor, before: User | undefined, after: User): void {
    if (!this.#options.needsTwo || role === 'terminal' || role === SYSTEM.role) return
    if (!makesAnAdmin(before, after)) return
    throw new Problem(
      'OTS_HTTP_SECOND_PERSON_REQUIRED',
      'where two admins must agree, admins are made and given passwords at the terminal of the machine alone: "ots user add <name> --role admin", "ots user reset-password <name>"',
    )
  }
}

const facts = ({ role, disabled, mustChangePassword }: User) => ({ role, disabled, mustChangePassword })
