'use client'
import { useTranslations } from 'next-intl'
import { PasswordForm } from '../session/password-form.tsx'
import { InlineEditor } from './inline-editor.tsx'

export function PasswordEditor({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = useTranslations('settings.account')
  return (
    <InlineEditor title={t('changePassword')} onClose={onClose}>
      <PasswordForm currentLabel={t('currentPassword')} onDone={onDone} onCancel={onClose} />
    </InlineEditor>
  )
}
