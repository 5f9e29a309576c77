import { CallsSkeleton } from "@/components/calls/calls-list";

export default function Loading() {
  return <CallsSkeleton />;
}
