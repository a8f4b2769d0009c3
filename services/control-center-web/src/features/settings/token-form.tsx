'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useForm, useWatch } from 'react-hook-form'
import { useSession } from '../../api/api-provider.tsx'
import { z } from '../../parsing/zod.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FailureNote } from './failure-note.tsx'
import { InlineEditor } from './inline-editor.tsx'
import { ROLES, rolesUpTo } from './roles.ts'

/** A year is what the API allows by default; it says so where its operator allows less. */
const DAYS = [7, 30, 90, 365] as const
const USUAL_DAYS = 90

const schema = z.object({
  name: z.string().trim().min(1).max(100),
  role: z.enum(ROLES),
  expiresInDays: z.coerce.number<string>().int().min(1),
})

export type NewToken = z.output<typeof schema>

export interface TokenFormProps {
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onMake: (token: NewToken) => void
  readonly onClose: () => void
}

export function TokenForm({ isBusy, error, onMake, onClose }: TokenFormProps) {
  const t = useTranslations('settings.tokens')
  const ui = useTranslations('ui')
  const roles = useTranslations('frame.roles')
  const may = useTranslations('settings.account.may')
  const { user } = useSession()
  const { register, control, handleSubmit, formState } = useForm<z.input<typeof schema>, unknown, NewToken>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', role: 'viewer', expiresInDays: String(USUAL_DAYS) },
  })
  const role = useWatch({ control, name: 'role' })
  return (
    <InlineEditor title={t('make')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void handleSubmit(onMake)(event)}>
        <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)] items-start gap-3 max-md:grid-cols-1">
          <TextField
            label={t('name')}
            placeholder={t('namePlaceholder')}
            maxLength={100}
            error={formState.errors.name && t('nameMissing')}
            {...register('name')}
          />
          <SelectField
            label={t('columns.role')}
            options={rolesUpTo(user?.role ?? 'viewer').map((value) => ({ value, label: roles(value) }))}
            {...register('role')}
          />
          <SelectField
            label={t('lasts')}
            options={DAYS.map((days) => ({ value: String(days), label: t('days', { count: days }) }))}
            {...register('expiresInDays')}
          />
        </div>
        <Callout tone={role === 'viewer' ? 'info' : 'warn'} className="mt-3 bg-transparent px-0 py-0">
          {may(role)} {t('whoever')}
        </Callout>
        <FailureNote error={error} className="mt-3" />
        <div className="mt-3 flex justify-end gap-2">
          <Button kind="ghost" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" kind="primary" disabled={isBusy}>
            {t('make')}
          </Button>
        </div>
      </form>
    </InlineEditor>
  )
}
