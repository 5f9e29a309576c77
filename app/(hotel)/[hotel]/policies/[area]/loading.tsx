import { FormSkeleton } from "@/components/hotel/page-skeleton";

export default FormSkeleton;
