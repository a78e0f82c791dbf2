CREATE TABLE public.claviger_format (
    version integer NOT NULL
);
CREATE TABLE public.claviger_key (
    store bigint NOT NULL,
    generation bigint NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE public.claviger_row (
    scope bigint NOT NULL,
    kind smallint NOT NULL,
    epoch bigint NOT NULL,
    idx integer NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE public.claviger_scope (
    id bigint NOT NULL,
    store bigint NOT NULL,
    kind smallint NOT NULL,
    name bytea NOT NULL,
    generation bigint NOT NULL,
    header bytea NOT NULL
);
ALTER TABLE public.claviger_scope ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.claviger_scope_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.claviger_store (
    id bigint NOT NULL,
    client text NOT NULL,
    name bytea NOT NULL,
    guard bytea
);
ALTER TABLE public.claviger_store ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.claviger_store_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.claviger_format VALUES (1);
INSERT INTO public.claviger_key VALUES (1, 1, '\x1c1c6fa423be5bbc546bf069fcdb1b13a4c427c76feedc8588f5c1822d7a944003a2ebc2ef4c7a36f6fa344481fabf56b3f07361cd52c3f3d51185d8');
INSERT INTO public.claviger_row VALUES (1, 3, -1, 7, '\x407bdc5fc0fe32593f038a3a06ca9c8a4f9b309f937edfbd5ade426d080b59c1f4d19e743c217b7be20601189d8e839cb235fe467c3691cf8c');
INSERT INTO public.claviger_scope OVERRIDING SYSTEM VALUE VALUES (1, 1, 2, '\x6b6570742073696e636520666f726d61742031', 1, '\x58f90fb9a01873ae180d007d9bb45888678fd34c04c19b8adff43fd8891a657b06626c7795474a4b8b77fda9ab2d9853961351743069ba7fc81333a6094c6affa10b6e5708fa83d4d501b3d6262c5209e8c83e76b5625b3c5cff7b1f2b80a9666e6270a3f57966ecfd58b5654caefef3');
INSERT INTO public.claviger_store OVERRIDING SYSTEM VALUE VALUES (1, 'test', '\x703ab24b29b8150aa57f2bf85809dc9a', NULL);
SELECT pg_catalog.setval('public.claviger_scope_id_seq', 1, true);
SELECT pg_catalog.setval('public.claviger_store_id_seq', 1, true);
ALTER TABLE ONLY public.claviger_key
    ADD CONSTRAINT claviger_key_pkey PRIMARY KEY (store, generation);
ALTER TABLE ONLY public.claviger_row
    ADD CONSTRAINT claviger_row_pkey PRIMARY KEY (scope, kind, epoch, idx);
ALTER TABLE ONLY public.claviger_scope
    ADD CONSTRAINT claviger_scope_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.claviger_scope
    ADD CONSTRAINT claviger_scope_store_kind_name_key UNIQUE (store, kind, name);
ALTER TABLE ONLY public.claviger_store
    ADD CONSTRAINT claviger_store_client_key UNIQUE (client);
ALTER TABLE ONLY public.claviger_store
    ADD CONSTRAINT claviger_store_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.claviger_scope
    ADD CONSTRAINT claviger_scope_store_generation_fkey FOREIGN KEY (store, generation) REFERENCES public.claviger_key(store, generation);
