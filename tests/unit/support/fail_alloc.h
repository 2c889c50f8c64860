/* Make the n-th allocation of the library fail (tests only). */
#ifndef LT_TESTS_FAIL_ALLOC_H
#define LT_TESTS_FAIL_ALLOC_H

/*
 * Allow `allowed` more allocations, new or grown, then fail; a negative number
 * allows all. Calls inside the file that defines the allocators are not seen.
 */
void fail_alloc_after(long allowed);

#endif
