import type { ComponentType } from 'react'

/** One button of the editor's toolbar; it leaves the selection where it is. */
export function Tool({
  icon: Icon,
  label,
  on,
  disabled,
  act,
}: {
  icon: ComponentType
  label: string
  on?: boolean
  disabled?: boolean
  act: () => void
}) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={label}
      title={label}
      aria-pressed={on}
      disabled={disabled}
      onMouseDown={(e) => e.preventDefault()}
      onClick={act}
    >
      <Icon />
    </button>
  )
}
