import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../ui/Feedback.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'

export function NotFound() {
  return (
    <>
      <PageHeader title="没有这个页面" />
      <EmptyState
        title="地址有误，或者页面已经移走"
        hint="请核对地址，或按 ⌘K（Ctrl+K）查找"
        action={
          <Link to="/" className="text-link">
            回到首页
          </Link>
        }
      />
    </>
  )
}
