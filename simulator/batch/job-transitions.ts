// How a job gets from one state to the next: after its time, and once none of its tasks runs any more.
import { setJobState } from './state.ts';
import type { BatchState, Job, JobState, Transition } from './state.ts';

/** Sets the state on the way (`disabling`, ...) and arranges for the state at its end. */
export function beginTransition(
  state: BatchState,
  job: Job,
  via: JobState,
  to: Transition['to'],
  then: () => void = () => undefined,
): void {
  setJobState(state, job, via);
  const transition: Transition = { to, due: false, then };
  job.transition = transition;
  state.world.clock.after(state.world.clock.milliseconds('job.transition'), () => {
    transition.due = true;
    settle(state, job);
  });
}

/** Ends a transition that is due; called when its time is up and whenever a task has ended. */
export function settle(state: BatchState, job: Job): void {
  const transition = job.transition;
  if (transition?.due !== true) return;
  if ([...job.tasks.values()].some((task) => task.state === 'running')) return;
  job.transition = undefined;
  if (transition.to === 'gone') {
    job.account.jobs.delete(job.id.toLowerCase());
  } else {
    setJobState(state, job, transition.to);
    if (transition.to === 'completed') job.endTime = job.stateTransitionTime;
  }
  if (transition.to === 'gone' || transition.to === 'completed') job.whenOver();
  transition.then();
}

/** `onAllTasksComplete: terminatejob` ends a job whose tasks have all ended; a job without tasks counts as such. */
export function terminateWhenDone(state: BatchState, job: Job): void {
  if (job.state !== 'active' || job.definition.onAllTasksComplete !== 'terminatejob') return;
  if ([...job.tasks.values()].some((task) => task.state !== 'completed')) return;
  job.terminateReason = 'AllTasksCompleted';
  beginTransition(state, job, 'terminating', 'completed');
}
