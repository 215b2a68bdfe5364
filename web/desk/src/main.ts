import { mount } from 'svelte';
import './app/app.css';
import App from './App.svelte';
import { prefs } from './app/prefs.svelte.ts';

prefs.apply();
mount(App, { target: document.getElementById('app')! });
